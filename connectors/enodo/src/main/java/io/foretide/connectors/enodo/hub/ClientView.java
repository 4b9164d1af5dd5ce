package io.foretide.connectors.enodo.hub;

import io.foretide.connectors.enodo.protocol.Dialect;
import java.net.InetSocketAddress;

/**
 * A connected listener or worker.
 *
 * @param id its own
 * @param isWorker or else a listener
 * @param address where it calls from
 * @param dialect how it speaks
 * @param version of its library
 * @param isForetide whether it is a program of ours
 * @param module what a newest worker runs, such as {@code prophet@0.1.0}; empty for others
 * @param since when it introduced itself, epoch nanoseconds
 * @param lastSeen when it last said anything, epoch nanoseconds
 * @param series how many a listener watches; of a worker, the jobs that it has ended
 * @param busy whether a worker has a job
 * @param job the series of that job; empty if it has none from here
 */
public record ClientView(
    String id,
    boolean isWorker,
    InetSocketAddress address,
    Dialect dialect,
    String version,
    boolean isForetide,
    String module,
    long since,
    long lastSeen,
    long series,
    boolean busy,
    String job) {}
