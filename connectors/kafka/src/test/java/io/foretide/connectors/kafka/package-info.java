/** Tests with a broker inside the test's own process. */
@org.jspecify.annotations.NullMarked
package io.foretide.connectors.kafka;
