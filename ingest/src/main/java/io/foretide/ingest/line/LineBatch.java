package io.foretide.ingest.line;

import io.foretide.core.frame.PointBatch;

/**
 * What a text in line protocol holds.
 *
 * @param points the points to write
 * @param lines how many lines were taken
 * @param skipped string fields and NaN values, which are passed over
 * @param errors the lines that were not taken
 */
public record LineBatch(PointBatch points, long lines, long skipped, LineErrors errors) {}
