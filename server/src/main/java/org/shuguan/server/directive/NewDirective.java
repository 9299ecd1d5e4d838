package org.shuguan.server.directive;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What is written of a directive.
///
/// @param number its reference as printed, empty if it has none
/// @param summary what follows from it for the units, in short
public record NewDirective(
        Directive.@Nullable Level level,
        String title,
        String number,
        String issuer,
        @Nullable LocalDate issued,
        String summary) {
    public NewDirective {
        title = text(title);
        number = text(number);
        issuer = text(issuer);
        summary = text(summary);
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }
}
