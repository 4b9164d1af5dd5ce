/** A Kafka broker inside this process, for demonstrations and tests. */
@NullMarked
package io.foretide.connectors.embeddedkafka;

import org.jspecify.annotations.NullMarked;
