package org.shuguan.server.demand;

import static org.shuguan.server.approval.CaseType.Field.optional;
import static org.shuguan.server.approval.CaseType.Field.required;
import static org.shuguan.server.approval.CaseType.outcome;
import static org.shuguan.server.approval.CaseType.outcomeBy;
import static org.shuguan.server.approval.CaseType.outcomeByFact;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Set;
import org.shuguan.server.access.Permissions;
import org.shuguan.server.approval.CaseType;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.Rows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The flow of a demand: its steps and outcomes.
@Configuration(proxyBeanMethods = false)
class DemandFlow {
    /// Outcomes of the steps.
    enum Outcome {
        SUBMIT,
        TAKE_BACK,
        AGREE,
        RETURN,
        ACCEPT,
        REFUSE,
        ASK,
        ASSIGN,
        FORBID,
        /// a district's bureau hands the demand over to the city's
        ESCALATE,
        /// the entry with the data is published
        OFFER,
        CONFIRM,
        MISSING;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    static final CaseType<Demand.State, Outcome> FLOW = CaseType.<Demand.State, Outcome>of("demand", Demand.State.class)
            .variables("asked", "responsible", "due", "resume")
            .step(
                    "agree",
                    Demand.State.SUBMITTED,
                    CaseType.Kind.DECISION,
                    outcome(Outcome.AGREE, Set.of(Demand.State.ASKED, Demand.State.ROUTED), optional("comment")),
                    outcome(Outcome.RETURN, Set.of(Demand.State.DRAFT), required("comment")),
                    outcomeBy(Role.DATA_STEWARD, Outcome.TAKE_BACK, Set.of(Demand.State.DRAFT)))
            .step(
                    "revise",
                    Demand.State.DRAFT,
                    CaseType.Kind.WORK,
                    outcome(Outcome.SUBMIT, Set.of(Demand.State.SUBMITTED)))
            .step(
                    "answer",
                    Demand.State.ASKED,
                    CaseType.Kind.DECISION,
                    outcome(Outcome.ACCEPT, Set.of(Demand.State.RESPONSIBLE), optional("due"), optional("comment")),
                    outcome(Outcome.REFUSE, Set.of(Demand.State.ROUTED), required("refusal"), required("basis")))
            .step(
                    "route",
                    Demand.State.ROUTED,
                    CaseType.Kind.DECISION,
                    outcome(
                            Outcome.ASSIGN,
                            Set.of(Demand.State.RESPONSIBLE),
                            required("unit"),
                            optional("due"),
                            optional("comment")),
                    outcome(Outcome.ASK, Set.of(Demand.State.ASKED), required("unit"), optional("comment")),
                    outcome(
                            Outcome.FORBID,
                            Set.of(Demand.State.NEGATIVE),
                            optional("unit"),
                            optional("refusal"),
                            optional("basis")),
                    outcome(Outcome.ESCALATE, Set.of(Demand.State.ROUTED), optional("comment")))
            .step(
                    "supply",
                    Demand.State.RESPONSIBLE,
                    CaseType.Kind.WORK,
                    outcomeByFact(Outcome.OFFER, Set.of(Demand.State.OFFERED)))
            .step(
                    "confirm",
                    Demand.State.OFFERED,
                    CaseType.Kind.WORK,
                    outcome(Outcome.CONFIRM, Set.of(Demand.State.MET), optional("comment")),
                    outcome(Outcome.MISSING, Set.of(Demand.State.RESPONSIBLE), required("comment")))
            .build();

    @Bean
    CaseType<Demand.State, Outcome> demandCaseType() {
        return FLOW;
    }

    @Bean
    Permissions demandPermissions() {
        return Permissions.of("demand", DemandPermission.class);
    }
}
