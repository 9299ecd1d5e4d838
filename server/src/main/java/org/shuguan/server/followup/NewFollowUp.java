package org.shuguan.server.followup;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;

/// A follow-up to be given.
///
/// @param title what is to be done
/// @param measure by what it is seen to be done
/// @param originText the place in the document, or the sentence, from which it comes
/// @param originLink the page of what it comes from, null if there is none
/// @param paper the plan or standard to which it belongs, null if there is none
public record NewFollowUp(
        String title,
        String requirement,
        String measure,
        FollowUp.@Nullable Origin origin,
        String originText,
        @Nullable String originLink,
        @Nullable UUID paper,
        FollowUp.@Nullable Kind kind,
        @Nullable UnitCode lead,
        List<NewPart> parts,
        @Nullable Term term) {
    /// What a unit that takes part has to do.
    public record NewPart(@Nullable UnitCode unit, String text) {
        public NewPart {
            text = text == null ? "" : text.strip();
        }
    }

    public NewFollowUp {
        title = text(title);
        requirement = text(requirement);
        measure = text(measure);
        originText = text(originText);
        originLink = originLink == null || originLink.isBlank() ? null : originLink.strip();
        parts = parts == null ? List.of() : List.copyOf(parts);
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }
}
