/** The store on a PostgreSQL server. */
@NullMarked
package io.foretide.store.postgres;

import org.jspecify.annotations.NullMarked;
