/** What users, networks, disks and clocks do wrong, against the whole program. */
@NullMarked
package io.foretide.app.badinput;

import org.jspecify.annotations.NullMarked;
