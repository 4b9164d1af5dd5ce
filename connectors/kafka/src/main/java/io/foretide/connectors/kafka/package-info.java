/** Tasks over Kafka, and over Azure Event Hubs by its Kafka endpoint. */
@NullMarked
package io.foretide.connectors.kafka;

import org.jspecify.annotations.NullMarked;
