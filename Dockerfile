# Builds with the Swift toolchain, runs without it. The same file builds for amd64 and arm64.
FROM swift:6.3-bookworm AS build
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends libcurl4-openssl-dev pkg-config >/dev/null \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /checkbridge
COPY Package.swift ./
COPY Sources ./Sources
COPY Tests ./Tests
COPY Benchmarks ./Benchmarks
RUN swift build -c release --static-swift-stdlib --product checkbridge \
    && install -s -D "$(swift build -c release --static-swift-stdlib --show-bin-path)/checkbridge" /out/checkbridge

FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="checkbridge" \
    org.opencontainers.image.description="Tells people and systems when an Alibaba Cloud account's security posture changes" \
    org.opencontainers.image.licenses="Apache-2.0"
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends ca-certificates libcurl4 >/dev/null \
    && rm -rf /var/lib/apt/lists/* \
    && install -d -o 65532 -g 65532 -m 0700 /var/lib/checkbridge
COPY --from=build /out/checkbridge /usr/local/bin/checkbridge
# Numeric, so that Kubernetes can see that it is not root.
USER 65532:65532
VOLUME /var/lib/checkbridge
STOPSIGNAL SIGTERM
ENTRYPOINT ["checkbridge"]
CMD ["run", "--config", "/etc/checkbridge/checkbridge.yaml"]
