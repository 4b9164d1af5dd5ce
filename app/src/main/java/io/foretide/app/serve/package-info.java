/** One process: store, engine, hub and listeners, started and stopped in order. */
@NullMarked
package io.foretide.app.serve;

import org.jspecify.annotations.NullMarked;
