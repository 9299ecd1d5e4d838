package org.shuguan.server.search;

import java.util.List;
import java.util.UUID;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.Actors;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;

/// Two units with their officers, and entries of the first unit from draft to publication.
public final class SampleCity {
    public static final UnitCode UNIT = new UnitCode("F4");
    public static final UnitCode OTHER_UNIT = new UnitCode("F5");

    public final Actor steward = Actors.holding("专员", Role.DATA_STEWARD, UNIT);
    public final Actor unitCdo = Actors.holding("数官", Role.UNIT_CDO, UNIT);
    public final Actor bureau = Actors.holding("业务员", Role.BUREAU_OPERATOR, new UnitCode("07"));
    public final Actor otherSteward = Actors.holding("别人", Role.DATA_STEWARD, OTHER_UNIT);
    private final Catalog catalog;

    public SampleCity(Institution institution, Catalog catalog) {
        this.catalog = catalog;
        for (UnitCode code : List.of(UNIT, OTHER_UNIT)) {
            SampleUnits.department(institution, code);
        }
    }

    /// A word that no other test uses.
    public static String uniqueWord() {
        return "词" + UUID.randomUUID().toString().substring(0, 8);
    }

    public UUID draft(String title) {
        return catalog.create(UNIT, content(title), steward);
    }

    public UUID published(String title) {
        UUID entry = draft(title);
        publish(entry, 1);
        return entry;
    }

    public void publish(UUID entry, int version) {
        catalog.submit(entry, version, steward);
        catalog.sign(entry, version, null, unitCdo);
        catalog.publish(entry, version, null, bureau);
    }

    private static Content content(String title) {
        return new Content(
                title,
                "参加社会保险人员的基本信息",
                "database",
                "postgresql",
                SharingType.CONDITIONAL,
                "社会救助核对",
                "table",
                null,
                OpeningType.NOT_OPEN,
                null,
                UpdateCycle.DAILY,
                "3",
                Grade.GENERAL_1,
                null,
                List.of(),
                null,
                List.of(new Content.Item("参保状态", "zt", "C", 18, false, Grade.GENERAL_1, null, null, null, null, null)));
    }
}
