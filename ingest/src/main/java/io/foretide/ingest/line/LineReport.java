package io.foretide.ingest.line;

import io.foretide.core.sensor.PointSink.Written;

/**
 * What came of writing a stream in line protocol.
 *
 * @param written points written and changed
 * @param lines how many lines were taken
 * @param skipped string fields and NaN values, which are passed over
 * @param errors the lines that were not taken
 */
public record LineReport(Written written, long lines, long skipped, LineErrors errors) {}
