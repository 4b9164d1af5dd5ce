package io.foretide.core.plan;

import io.foretide.core.task.Lane;
import io.foretide.core.time.Range;

/**
 * Cells that become one task.
 *
 * @param cells neighbouring cells
 * @param lane live if they hold the newest due cell
 */
public record Piece(Range cells, Lane lane) {}
