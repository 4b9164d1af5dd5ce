/**
 * Ways for points to come in: line protocol, JSON, CSV files, a watched folder, and tables that are
 * pulled over SQL or HTTP. All of them write {@link io.foretide.core.frame.PointBatch} to a {@link
 * io.foretide.core.sensor.PointSink}.
 */
@NullMarked
package io.foretide.ingest;

import org.jspecify.annotations.NullMarked;
