/** Tests of opening and migrating. */
@NullMarked
package io.foretide.store.file;

import org.jspecify.annotations.NullMarked;
