extension MetricFamily {
    private static let seconds: Kind = .histogram([0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300])
    private static let quickSeconds: Kind = .histogram([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5])

    // MARK: What happens, counted as it happens

    static let polls = MetricFamily(
        "checkbridge_polls_total", .counter, "Polls by how they ended: complete, incomplete, partly failed, failed.")
    static let pollFailures = MetricFamily(
        "checkbridge_poll_failures_total", .counter, "Polls that did not learn everything, by why not.")
    static let pollDuration = MetricFamily(
        "checkbridge_poll_duration_seconds", seconds, "How long polls took, with the commit of what they learnt.")
    static let lastSuccess = MetricFamily(
        "checkbridge_source_last_success_timestamp_seconds", .gauge,
        "When the source last answered everything that was asked; 0 if it has not since the start.")
    static let isComplete = MetricFamily(
        "checkbridge_source_complete", .gauge, "Whether the last answer was complete (1) or not (0).")
    static let attempts = MetricFamily(
        "checkbridge_delivery_attempts_total", .counter,
        "Attempts to deliver by outcome, and by whether it is about the delivery or the whole sink.")
    static let attemptDuration = MetricFamily(
        "checkbridge_delivery_attempt_duration_seconds", seconds, "How long attempts to deliver took.")
    static let deliveries = MetricFamily(
        "checkbridge_deliveries_total", .counter, "Deliveries that ended for good, by how.")
    static let commits = MetricFamily(
        "checkbridge_cursor_commits_total", .counter, "Commits that became durable.")
    static let syncDuration = MetricFamily(
        "checkbridge_cursor_sync_duration_seconds", quickSeconds, "How long the disk took to make commits durable.")
    static let journalBytes = MetricFamily(
        "checkbridge_cursor_journal_bytes", .gauge, "The size of the journal.")
    static let checkpointBytes = MetricFamily(
        "checkbridge_cursor_checkpoint_bytes", .gauge, "The size of the last checkpoint of this process.")
    static let lastCheckpoint = MetricFamily(
        "checkbridge_cursor_last_checkpoint_timestamp_seconds", .gauge,
        "When the last checkpoint was written; 0 if this process has not written one.")
    static let isSaving = MetricFamily(
        "checkbridge_cursor_writable", .gauge, "Whether the disk takes what is committed (1) or not (0).")
    static let heartbeats = MetricFamily(
        "checkbridge_heartbeats_total", .counter, "Heartbeats by whether they were taken.")

    /// What ``MetricsRegistry`` is to keep.
    package static let counted = [
        polls, pollFailures, pollDuration, lastSuccess, isComplete, attempts, attemptDuration, deliveries, commits,
        syncDuration, journalBytes, checkpointBytes, lastCheckpoint, isSaving, heartbeats,
    ]

    // MARK: What is the case, looked up when it is asked for

    static let findings = MetricFamily(
        "checkbridge_findings", .gauge, "The findings that are known, by state and severity.")
    static let isSourceFailing = MetricFamily(
        "checkbridge_source_failing", .gauge, "Whether an outage of the source was told (1) or not (0).")
    static let backlog = MetricFamily(
        "checkbridge_sink_backlog", .gauge, "Events that the sink is owed.")
    static let oldestAge = MetricFamily(
        "checkbridge_sink_oldest_undelivered_age_seconds", .gauge,
        "How long ago the event happened that has waited longest for the sink; 0 if none waits.")
    static let deadLetters = MetricFamily(
        "checkbridge_dead_letters", .gauge, "Deliveries to the sink that were given up and are kept.")
    static let sinkState = MetricFamily(
        "checkbridge_sink_state", .gauge, "1 for the state that the sink is in: working, failing or paused.")
    static let events = MetricFamily(
        "checkbridge_cursor_events", .gauge, "Events that are kept because some sink is owed them or they are dead.")
    static let reloadSuccess = MetricFamily(
        "checkbridge_config_last_reload_successful", .gauge, "Whether the last try to reload succeeded (1) or not (0).")
    static let reloadTime = MetricFamily(
        "checkbridge_config_last_reload_success_timestamp_seconds", .gauge,
        "When the configuration that is used was read.")
    static let buildInfo = MetricFamily("checkbridge_build_info", .gauge, "Always 1; the version is in the label.")

    // MARK: The process, under the names that are usual for it

    static let processMemory = MetricFamily(
        "process_resident_memory_bytes", .gauge, "Resident memory size in bytes.")
    static let processDescriptors = MetricFamily("process_open_fds", .gauge, "Number of open file descriptors.")
    static let processDescriptorLimit = MetricFamily(
        "process_max_fds", .gauge, "Maximum number of open file descriptors.")
    static let processStart = MetricFamily(
        "process_start_time_seconds", .gauge, "Start time of the process since unix epoch in seconds.")
    static let processCPU = MetricFamily(
        "process_cpu_seconds_total", .counter, "Total user and system CPU time spent in seconds.")
}
