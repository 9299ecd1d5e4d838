package org.shuguan.server.authority;

import org.shuguan.server.census.Twins;
import org.shuguan.server.institution.UnitCode;

/// For whom the numbers of a census speak: whoever holds more of what the other holds; where that says nothing, whoever
/// holds more. Our own rule; people decide.
///
/// @param ground `covers` or `rows`
record Suggestion(UnitCode unit, String ground) {
    /// Sketches are estimates: less is chance.
    private static final double CLEARLY = 0.05;

    static Suggestion of(Twins.Twin twin) {
        double firstCovers = twin.otherShare() - twin.share();
        if (Math.abs(firstCovers) >= CLEARLY) {
            return new Suggestion(firstCovers > 0 ? twin.unit() : twin.otherUnit(), "covers");
        }
        return new Suggestion(twin.rowsRead() >= twin.otherRows() ? twin.unit() : twin.otherUnit(), "rows");
    }
}
