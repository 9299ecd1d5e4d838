package org.shuguan.server.catalog;

import java.util.List;
import org.shuguan.dataplane.detect.Grade;

/// Contents of entries for tests that need one that may be submitted and say nothing about it.
public final class SampleContent {
    private SampleContent() {}

    /// With one item, shared on condition, from which nothing is missing.
    public static Content whole(String title, String summary) {
        return new Content(
                title,
                summary,
                "database",
                "postgresql",
                SharingType.CONDITIONAL,
                "资格核对",
                "table",
                null,
                OpeningType.NOT_OPEN,
                null,
                UpdateCycle.MONTHLY,
                "16",
                Grade.GENERAL_2,
                null,
                List.of(),
                null,
                List.of(new Content.Item("姓名", "xm", "C", 60, false, Grade.GENERAL_2, null, null, null, null, null)));
    }
}
