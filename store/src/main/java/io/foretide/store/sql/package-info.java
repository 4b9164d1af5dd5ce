/** Connections with their statements, the pool of readers, and the kinds of SQL errors. */
@NullMarked
package io.foretide.store.sql;

import org.jspecify.annotations.NullMarked;
