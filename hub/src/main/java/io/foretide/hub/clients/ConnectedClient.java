package io.foretide.hub.clients;

/**
 * A listener or worker that is connected over Enodo's protocol.
 *
 * @param id its own
 * @param role {@code listener} or {@code worker}
 * @param address where it calls from, such as {@code 10.0.0.7:51034}
 * @param era {@code seed} or {@code newest}
 * @param version of its library
 * @param foretide whether it is a program of ours
 * @param module what a newest worker runs; empty for others
 * @param since when it introduced itself, epoch nanoseconds
 * @param lastSeen when it last said anything, epoch nanoseconds
 * @param series how many series a listener watches
 * @param jobs how many jobs a worker has ended
 * @param busy whether a worker has a job
 * @param job the series of that job; empty if there is none
 */
public record ConnectedClient(
    String id,
    String role,
    String address,
    String era,
    String version,
    boolean foretide,
    String module,
    long since,
    long lastSeen,
    long series,
    long jobs,
    boolean busy,
    String job) {}
