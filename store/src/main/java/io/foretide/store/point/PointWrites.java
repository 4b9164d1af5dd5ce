package io.foretide.store.point;

import io.foretide.core.task.Claims;
import io.foretide.store.coverage.SqlCoverage;

/** What every write of points works with. */
record PointWrites(
    SeriesRegistry registry,
    LogTail tail,
    FollowedPoints followed,
    SqlCoverage coverage,
    Claims claims) {}
