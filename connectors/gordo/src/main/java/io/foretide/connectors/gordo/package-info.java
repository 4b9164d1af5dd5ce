/**
 * Gordo as a source of models and as what runs them. Its servers keep models by project and
 * revision; a frame is built here, sent there, and its anomalies come back.
 */
@NullMarked
package io.foretide.connectors.gordo;

import org.jspecify.annotations.NullMarked;
