package io.foretide.connectors.apps;

import java.nio.file.Path;

/**
 * Where containers run as Jobs of a Kubernetes cluster.
 *
 * @param command {@code kubectl} or what understands its arguments; it finds the cluster and its
 *     rights by itself, inside a pod by the service account
 * @param namespace of the jobs
 * @param claim the persistent volume claim, in that namespace, through which files are given and
 *     taken
 * @param folder where this process sees the root of the same volume
 */
public record KubernetesPlace(String command, String namespace, String claim, Path folder) {}
