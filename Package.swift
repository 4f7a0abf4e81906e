// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours compiles under these; dependencies are not affected.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// What the simulation runs thousands of times is optimised in debug builds, too.
let strictAndFast = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let metrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let hummingbird: [Target.Dependency] = [
    .product(name: "Hummingbird", package: "hummingbird"),
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "NIOCore", package: "swift-nio"),
]

let package = Package(
    name: "checkbridge",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "checkbridge", targets: ["checkbridge"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    ],
    targets: [
        // The way of the data, top to bottom; a target may import only what stands above it and is named here.
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CProcess"),
        .target(name: "HTTPTransport", dependencies: ["CCurl"], swiftSettings: strict),
        .target(name: "BridgeCore", dependencies: [crypto, deque, heap], swiftSettings: strictAndFast),
        .target(
            name: "AlibabaCloud", dependencies: ["BridgeCore", "HTTPTransport", crypto], swiftSettings: strict),
        .target(name: "Sinks", dependencies: ["BridgeCore", "HTTPTransport", crypto], swiftSettings: strict),
        .target(name: "Bridge", dependencies: ["BridgeCore", deque, logging, lifecycle], swiftSettings: strictAndFast),
        .target(
            name: "Console",
            dependencies: [
                "HTTPTransport", "BridgeCore", "Bridge", crypto, logging, lifecycle, metrics,
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .target(
            name: "Simulator",
            dependencies: ["BridgeCore", "HTTPTransport", "AlibabaCloud", crypto, logging] + hummingbird + [
                .product(name: "NIOPosix", package: "swift-nio")
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "checkbridge",
            dependencies: [
                "CProcess", "HTTPTransport", "BridgeCore", "AlibabaCloud", "Sinks", "Bridge", "Console", "Simulator",
                logging, lifecycle,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),

        // What `make bench` measures with; no part of the product.
        .executableTarget(
            name: "bench",
            dependencies: ["HTTPTransport", "BridgeCore", "AlibabaCloud", "Sinks", "Bridge", logging],
            path: "Benchmarks", exclude: ["run", "firewall_pages.py", "sdk_poll.py", "yardstick.c"],
            swiftSettings: strict),

        // Tests mirror Sources, file for file.
        .target(
            name: "TestSupport", dependencies: ["BridgeCore", "HTTPTransport", "Bridge", logging],
            path: "Tests/TestSupport",
            swiftSettings: strictAndFast),
        .testTarget(
            name: "HTTPTransportTests", dependencies: ["CCurl", "HTTPTransport", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "BridgeCoreTests", dependencies: ["BridgeCore", "TestSupport"],
            resources: [.copy("Fixtures")], swiftSettings: strict),
        .testTarget(
            name: "AlibabaCloudTests", dependencies: ["AlibabaCloud", "BridgeCore", "HTTPTransport", "TestSupport"],
            resources: [.copy("Vectors"), .copy("Fixtures")], swiftSettings: strict),
        .testTarget(
            name: "SinksTests", dependencies: ["Sinks", "BridgeCore", "HTTPTransport", "TestSupport"],
            resources: [.copy("Vectors"), .copy("Golden")], swiftSettings: strict),
        .testTarget(
            name: "BridgeTests", dependencies: ["Bridge", "BridgeCore", "TestSupport", logging, lifecycle],
            swiftSettings: strict),
        .testTarget(
            name: "ConsoleTests",
            dependencies: [
                "Console", "Bridge", "BridgeCore", "HTTPTransport", "TestSupport", logging, lifecycle, metrics,
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            resources: [.copy("Page/browser.py")], swiftSettings: strict),
        .testTarget(
            name: "SimulatorTests",
            dependencies: [
                "Simulator", "AlibabaCloud", "BridgeCore", "HTTPTransport", "Sinks", "TestSupport", crypto, logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CheckbridgeTests",
            dependencies: [
                "checkbridge", "CProcess", "AlibabaCloud", "Bridge", "BridgeCore", "HTTPTransport", "Sinks",
                "TestSupport",
            ],
            swiftSettings: strict),
    ]
)
