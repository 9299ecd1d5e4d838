package org.shuguan.server.meeting;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the minutes say, as it is circulated and signed. It is in Chinese, as official documents are.
///
/// @param mark the words of the red header
/// @param issuer who issues them
/// @param items in the order of the agenda
record MinutesContent(
        String mark,
        String issuer,
        String title,
        String opening,
        List<ItemText> items,
        List<Person> present,
        List<Person> excused,
        List<Person> guests,
        List<String> recipients) {
    /// @param note paragraphs, empty if nothing was noted
    record ItemText(String kind, String title, String note, List<ResolutionText> resolutions, String outcome) {}

    /// @param how how it was decided
    record ResolutionText(String number, String text, String how) {}

    /// @param instead for whom somebody came, null if nobody
    record Person(String unit, String name, @Nullable String instead) {
        /// As the list of the persons present names them.
        String shown() {
            return instead == null ? unit + name : unit + name + "（代" + instead + "）";
        }
    }
}
