# Builds with the Swift toolchain, runs without it. The same file builds for amd64 and arm64. The image has no shell and
# no package manager: Docs/deploying.md says what is in it, and why.
FROM swift:6.3-bookworm AS build
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends libcurl4-openssl-dev pkg-config python3 >/dev/null \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /checkbridge
# By itself, so that a change of the sources does not fetch the packages again. With Package.resolved, if there is one.
COPY Package.* ./
RUN swift package resolve
COPY Sources ./Sources
COPY Tests ./Tests
COPY Benchmarks ./Benchmarks
RUN swift build -c release --static-swift-stdlib --product checkbridge \
    && install -s -D .build/release/checkbridge /out/checkbridge

# What the program loads, out of Debian.
FROM debian:bookworm-slim AS system
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends ca-certificates libcurl4 tzdata >/dev/null \
    && rm -rf /var/lib/apt/lists/*
COPY Scripts/image/collect-files /usr/local/bin/
COPY --from=build /out/checkbridge /out/checkbridge
RUN collect-files /out/checkbridge /image && install -d -m 0700 /state/checkbridge

# What all of that is.
FROM build AS contents
COPY LICENSE Dockerfile ./
COPY Scripts/image/write-sbom Scripts/image/
COPY --from=system /image/var/lib/dpkg/status.d /status.d
RUN Scripts/image/write-sbom --build .build/release --status /status.d --dockerfile Dockerfile --out /out/doc

FROM scratch
LABEL org.opencontainers.image.title="checkbridge" \
    org.opencontainers.image.description="Tells people and systems when an Alibaba Cloud account's security posture changes" \
    org.opencontainers.image.licenses="Apache-2.0"
COPY --from=system /image /
COPY --from=contents /out/doc /usr/share/doc/checkbridge
# A folder in a folder: so the inner one keeps its mode, wherever this is built.
COPY --from=system --chown=65532:65532 /state /var/lib
ENV PATH=/usr/local/bin
# Numeric, so that Kubernetes can see that it is not root.
USER 65532:65532
# Nothing that it needs was left behind.
RUN ["checkbridge", "--version"]
VOLUME /var/lib/checkbridge
STOPSIGNAL SIGTERM
# /healthz answers within 10 s; with listen: off this asks over the socket in state_dir.
HEALTHCHECK --interval=60s --timeout=15s --start-period=60s --retries=3 \
    CMD ["checkbridge", "healthcheck", "--config", "/etc/checkbridge/checkbridge.yaml"]
ENTRYPOINT ["checkbridge"]
CMD ["run", "--config", "/etc/checkbridge/checkbridge.yaml"]
