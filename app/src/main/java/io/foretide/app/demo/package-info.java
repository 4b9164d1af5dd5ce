/** The demonstration: its scenarios, data, clock shift and live replay. */
@NullMarked
package io.foretide.app.demo;

import org.jspecify.annotations.NullMarked;
