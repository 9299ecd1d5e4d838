package org.shuguan.server.comment;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;

/// A comment to be written.
///
/// @param unit for which it is written, null for the only or first one that the writer can write for
/// @param mentions persons whom it names; whoever is not in the text as `@name` is left out
public record NewComment(
        @Nullable UnitCode unit, Comment.@Nullable Audience audience, String text, List<OfficerId> mentions) {
    public NewComment {
        text = text == null ? "" : text.strip();
        mentions = mentions == null ? List.of() : List.copyOf(mentions);
    }
}
