package org.shuguan.server.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/// Who must not decide, and that every flow says of each step whether it is a decision.
@SpringBootTest
class FourEyesTest {
    private static final UnitCode UNIT = new UnitCode("04");
    private static final OfficerId DRAFTER = OfficerId.fresh();
    private static final OfficerId FOR_WHOM = OfficerId.fresh();
    private static final OfficerId OTHER = OfficerId.fresh();

    /// The steps that are no decisions: work on one's own case, and opinions that do not bind.
    private static final Set<String> NOT_DECIDED = Set.of(
            "catalog-entry/revise",
            "demand/revise",
            "demand/supply",
            "demand/confirm",
            "authoritative-source/opinion",
            "authoritative-source/opinion-other",
            // The asker mends the request, a named reviewer advises, the bureau prolongs a term.
            "sharing-request/sharing-revise",
            "sharing-part/sharing-opinion",
            "sharing-part/sharing-extend");

    @Autowired
    List<CaseType<?, ?>> flows;

    @Test
    void everyStepOfEveryFlowIsADecisionUnlessItIsListed() {
        assertThat(flows).extracting(CaseType::flow).contains("catalog-entry", "demand", "authoritative-source");
        assertThat(flows.stream()
                        .flatMap(flow -> flow.steps().stream()
                                .filter(step -> step.kind() != CaseType.Kind.DECISION)
                                .map(step -> flow.flow() + "/" + step.id()))
                        .collect(Collectors.toSet()))
                .isEqualTo(NOT_DECIDED);
    }

    @Test
    void neitherTheDrafterNorThePersonForWhomNorAnybodyInTheirNamesDecides() {
        var barred = List.of(new FourEyes.Party(DRAFTER, FOR_WHOM));
        for (OfficerId one : List.of(DRAFTER, FOR_WHOM)) {
            assertThat(FourEyes.allow(barred, person(one), Capacity.own(Role.UNIT_CDO, UNIT)))
                    .isFalse();
            assertThat(FourEyes.allow(barred, person(one), Capacity.acting(Role.UNIT_CDO, UNIT)))
                    .isFalse();
            for (Capacity.Kind kind : List.of(Capacity.Kind.SUBSTITUTE, Capacity.Kind.DELEGATE)) {
                assertThat(FourEyes.allow(barred, person(one), of(OTHER, kind))).isFalse();
                assertThat(FourEyes.allow(barred, person(OTHER), of(one, kind))).isFalse();
            }
        }
        assertThat(FourEyes.allow(barred, person(OTHER), Capacity.own(Role.UNIT_CDO, UNIT)))
                .isTrue();
        assertThat(FourEyes.allow(barred, person(OTHER), of(OfficerId.fresh(), Capacity.Kind.DELEGATE)))
                .isTrue();
    }

    @Test
    void whoeverWritesInTheirOwnRoleWritesForNobodyElse() {
        Capacity own = Capacity.own(Role.DATA_STEWARD, UNIT);
        Capacity other = of(FOR_WHOM, Capacity.Kind.DELEGATE);
        assertThat(FourEyes.Party.of(person(DRAFTER), List.of(own, other)).principal())
                .isNull();
        assertThat(FourEyes.Party.of(person(DRAFTER), List.of(other)).principal())
                .isEqualTo(FOR_WHOM);
    }

    private static Actor person(OfficerId officer) {
        return Actors.with(officer, "某人");
    }

    private static Capacity of(OfficerId holder, Capacity.Kind kind) {
        return new Capacity(Role.UNIT_CDO, UNIT, UNIT, kind, new Capacity.Principal(holder, "持有人"));
    }
}
