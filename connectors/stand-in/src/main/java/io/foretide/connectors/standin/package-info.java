/**
 * Stand-ins for the services around a plant, on loopback, with faults on demand: an OAuth2
 * authority, the Time Series API, the Metadata API and Gordo. For tests and for the demonstration;
 * no plant runs them.
 */
@NullMarked
package io.foretide.connectors.standin;

import org.jspecify.annotations.NullMarked;
