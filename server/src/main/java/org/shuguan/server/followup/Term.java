package org.shuguan.server.followup;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// By when something must be done: so many working days, or a day, or a rhythm of reports; where the document names
/// nothing of these, its words alone.
///
/// @param workingDays counted from the day on which it is given
/// @param due the last day that the document names
/// @param text the document's words, for example 2021年10月底前
public record Term(
        @Nullable Integer workingDays,
        @Nullable LocalDate due,
        @Nullable Rhythm rhythm,
        String text) {
    public Term {
        text = text == null ? "" : text.strip();
    }

    public static Term ofWorkingDays(int days) {
        return new Term(days, null, null, "");
    }

    public static Term until(LocalDate due, String text) {
        return new Term(null, due, null, text);
    }

    public static Term standing(Rhythm rhythm, String text) {
        return new Term(null, null, rhythm, text);
    }

    /// A document's words that name no day.
    public static Term words(String text) {
        return new Term(null, null, null, text);
    }

    /// How many of the three it names.
    int named() {
        return (workingDays == null ? 0 : 1) + (due == null ? 0 : 1) + (rhythm == null ? 0 : 1);
    }
}
