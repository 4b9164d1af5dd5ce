package io.foretide.ingest.csv;

/**
 * How far an import is.
 *
 * @param bytesDone of the file, packed bytes if it is packed
 * @param bytesTotal the file's size
 * @param points written by this run so far
 * @param pointsPerSecond over this run
 * @param rejected lines and values refused by this run so far
 */
public record Progress(
    long bytesDone, long bytesTotal, long points, double pointsPerSecond, long rejected) {}
