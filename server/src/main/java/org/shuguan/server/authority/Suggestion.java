package org.shuguan.server.authority;

import org.shuguan.server.census.Duplicates;
import org.shuguan.server.institution.UnitCode;

/// The source suggested by the census figures: the unit whose column contains more of the other's values; if there
/// is no clear difference, the unit with more rows. This rule is our own; people decide.
///
/// @param ground `covers` or `rows`
record Suggestion(UnitCode unit, String ground) {
    /// Smaller differences may be errors of the estimate, because the counts come from sketches.
    private static final double CLEARLY = 0.05;

    static Suggestion of(Duplicates.Duplicate duplicate) {
        double firstCovers = duplicate.otherShare() - duplicate.share();
        if (Math.abs(firstCovers) >= CLEARLY) {
            return new Suggestion(firstCovers > 0 ? duplicate.unit() : duplicate.otherUnit(), "covers");
        }
        return new Suggestion(
                duplicate.rowsRead() >= duplicate.otherRows() ? duplicate.unit() : duplicate.otherUnit(), "rows");
    }
}
