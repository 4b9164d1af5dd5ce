/**
 * Tests against recorded exchanges with a real Gordo and against the stand-in, with every fault.
 */
@org.jspecify.annotations.NullMarked
package io.foretide.connectors.gordo;
