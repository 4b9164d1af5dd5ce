/** Checks of an installation: Java, configuration, folder, disk, database, clock, port. */
@NullMarked
package io.foretide.app.doctor;

import org.jspecify.annotations.NullMarked;
