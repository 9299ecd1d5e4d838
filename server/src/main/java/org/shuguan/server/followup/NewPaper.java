package org.shuguan.server.followup;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// The content of a paper.
///
/// @param number its reference as printed, empty if it has none
public record NewPaper(
        Paper.@Nullable Kind kind,
        String title,
        String number,
        String issuer,
        @Nullable LocalDate issued,
        String note) {
    public NewPaper {
        title = title == null ? "" : title.strip();
        number = number == null ? "" : number.strip();
        issuer = issuer == null ? "" : issuer.strip();
        note = note == null ? "" : note.strip();
    }
}
