/** What people and programs can ask of a running Foretide. */
@NullMarked
package io.foretide.core.engine;

import org.jspecify.annotations.NullMarked;
