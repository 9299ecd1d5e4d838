package org.shuguan.server.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.ChainLink;
import org.shuguan.server.catalog.SampleContent;
import org.shuguan.server.chain.ChainController.ChainRow;
import org.shuguan.server.chain.ChainController.LinkView;
import org.shuguan.server.chain.ChainController.Standing;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The links of entries: what the modules tell of them, and who sees it.
@SpringBootTest
class ChainTest {
    private static final UnitCode BUREAU = new UnitCode("07");

    @Autowired
    ChainController chain;

    @Autowired
    Catalog catalog;

    @Autowired
    Institution institution;

    @Autowired
    JdbcClient jdbc;

    private UnitCode unit;
    private Actor steward;
    private Actor cdo;
    private Actor bureau;

    @BeforeEach
    void aUnit() {
        unit = new UnitCode("C" + UUID.randomUUID().toString().substring(0, 6).toUpperCase(java.util.Locale.ROOT));
        SampleUnits.department(institution, unit);
        steward = Actors.holding("专员", Role.DATA_STEWARD, unit);
        cdo = Actors.holding("数官", Role.UNIT_CDO, unit);
        bureau = Actors.holding("业务员", Role.BUREAU_OPERATOR, BUREAU);
    }

    @Test
    void aLinkHoldsByItsEvidenceAndIsMissingOrUnknownOtherwise() {
        UUID entry = published("链条对象信息");
        Map<ChainLink, LinkView> links = links(entry);
        assertThat(links.keySet()).containsExactlyInAnyOrder(ChainLink.values());
        assertThat(links.get(ChainLink.CATALOGUING))
                .returns(Standing.HOLDS, LinkView::standing)
                .satisfies(link -> assertThat(link.since()).isNotNull())
                .satisfies(link -> assertThat(link.evidence()).contains("1"));
        assertThat(links.get(ChainLink.STORAGE)).isEqualTo(nothing(ChainLink.STORAGE, Standing.MISSING));
        assertThat(links.get(ChainLink.SHARING)).isEqualTo(nothing(ChainLink.SHARING, Standing.MISSING));
        assertThat(links.get(ChainLink.CONSTRUCTION)).isEqualTo(nothing(ChainLink.CONSTRUCTION, Standing.UNKNOWN));

        jdbc.sql("""
                        update catalog.version set content = content || '{"mount": {"source":
                          "00000000-0000-4000-8000-00000000000c", "sourceName": "业务库", "path": "public.t", "rows": 0,
                          "bytes": -1, "measuredAt": "2026-01-05T00:00:00Z"}}' where entry = :entry
                        """).param("entry", entry).update();
        // A table without rows is stored, but nothing was acquired.
        assertThat(links(entry).get(ChainLink.STORAGE).evidence()).contains("业务库", "public.t");
        assertThat(links(entry).get(ChainLink.ACQUISITION).standing()).isEqualTo(Standing.MISSING);
    }

    @Test
    void theChainIsSeenByTheUnitAndWhoeverOverseesIt() {
        UUID entry = published("只给本单位看的链条");
        assertThat(chain.one(entry, cdo).unit()).isEqualTo(unit);
        assertThat(chain.one(entry, bureau).unit()).isEqualTo(unit);
        Actor stranger = Actors.holding("别人", Role.UNIT_CDO, BUREAU);
        assertThatThrownBy(() -> chain.one(entry, stranger)).isInstanceOf(NotFound.class);
        assertThat(chain.list(unit, null, null, everything(), stranger).total()).isZero();
        assertThatThrownBy(() -> chain.one(UUID.randomUUID(), bureau)).isInstanceOf(NotFound.class);
        UUID draft = catalog.create(unit, SampleContent.whole("草稿的链条", "说明"), steward);
        assertThat(chain.one(draft, steward).title()).isEqualTo("草稿的链条");
        assertThatThrownBy(() -> chain.one(draft, bureau)).isInstanceOf(NotFound.class);
    }

    @Test
    void theListIsNarrowedToLinksThatHoldOrAreMissingAndToNoOthers() {
        UUID entry = published("缺口清单对象");
        assertThat(chain.list(unit, "cataloguing", "storage", everything(), bureau)
                        .items())
                .extracting(ChainRow::entry)
                .containsExactly(entry);
        assertThat(chain.list(unit, "storage", null, everything(), bureau).total())
                .isZero();
        // What is unknown is not missing.
        assertThat(chain.list(unit, null, "construction", everything(), bureau).total())
                .isZero();
        assertThatThrownBy(() -> chain.list(unit, "publishing", null, everything(), bureau))
                .isInstanceOf(InvalidInput.class);
    }

    private static LinkView nothing(ChainLink link, Standing standing) {
        return new LinkView(link, standing, null, null, null);
    }

    private static ListQuery everything() {
        return new ListQuery(1, 100, null, null);
    }

    private Map<ChainLink, LinkView> links(UUID entry) {
        return chain.one(entry, steward).links().stream().collect(Collectors.toMap(LinkView::link, link -> link));
    }

    private UUID published(String title) {
        UUID entry = catalog.create(unit, SampleContent.whole(title, "说明"), steward);
        catalog.submit(entry, 1, steward);
        catalog.sign(entry, 1, null, cdo);
        catalog.publish(entry, 1, null, bureau);
        return entry;
    }
}
