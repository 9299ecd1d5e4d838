package org.shuguan.server.guidance;

import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;

/// An inquiry to be made.
///
/// @param direction who is asked
/// @param unit the unit that asks or is asked
/// @param toCity whether a unit of a district asks the city's bureau instead of its district's
public record NewInquiry(
        Inquiry.@Nullable Kind kind,
        Inquiry.@Nullable Direction direction,
        @Nullable UnitCode unit,
        boolean toCity,
        String title,
        String text) {
    public NewInquiry {
        title = title == null ? "" : title.strip();
        text = text == null ? "" : text.strip();
    }
}
