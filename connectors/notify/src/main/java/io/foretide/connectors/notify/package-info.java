/** Where people are told of alarms: webhooks, chats, mail, MQTT, Alertmanager. */
@NullMarked
package io.foretide.connectors.notify;

import org.jspecify.annotations.NullMarked;
