/** Requests, answers and routes: what every feature of the hub is written against. */
@NullMarked
package io.foretide.hub.http;

import org.jspecify.annotations.NullMarked;
