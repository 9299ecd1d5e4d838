package org.shuguan.server.authority;

import org.shuguan.server.census.Duplicates;
import org.shuguan.server.institution.UnitCode;

/// For whom the numbers of a census speak: whoever holds more of what the other holds; where that says nothing, whoever
/// holds more. Our own rule; people decide.
///
/// @param ground `covers` or `rows`
record Suggestion(UnitCode unit, String ground) {
    /// Sketches are estimates: less is chance.
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
