package org.shuguan.server.sharing;

import static org.shuguan.server.approval.CaseType.Field.optional;
import static org.shuguan.server.approval.CaseType.Field.required;
import static org.shuguan.server.approval.CaseType.outcome;
import static org.shuguan.server.approval.CaseType.outcomeBy;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Set;
import org.shuguan.server.access.Permissions;
import org.shuguan.server.approval.CaseType;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.Rows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The two flows of sharing: a request until it goes to the owners, and each part of it until it is answered.
@Configuration(proxyBeanMethods = false)
class RequestFlow {
    /// Outcomes of the steps of a request.
    enum Outcome {
        SUBMIT,
        TAKE_BACK,
        AGREE,
        RETURN,
        PASS;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// Outcomes of the steps of a part.
    enum PartOutcome {
        GRANT,
        REFUSE,
        /// asks somebody for an opinion
        ASK,
        OPINE,
        /// the owner goes on without the opinion
        CALL_BACK,
        /// asks the bureau for leave to answer later
        EXTEND,
        ALLOW,
        DENY,
        SIGN,
        OBJECT;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    static final CaseType<SharingRequest.State, Outcome> FLOW = CaseType.<SharingRequest.State, Outcome>of(
                    "sharing-request", SharingRequest.State.class)
            .variables("check")
            .step(
                    "sharing-agree",
                    SharingRequest.State.SUBMITTED,
                    CaseType.Kind.DECISION,
                    outcome(
                            Outcome.AGREE,
                            Set.of(SharingRequest.State.CHECKING, SharingRequest.State.ANSWERING),
                            optional("comment")),
                    outcome(Outcome.RETURN, Set.of(SharingRequest.State.DRAFT), required("comment")),
                    outcomeBy(Role.DATA_STEWARD, Outcome.TAKE_BACK, Set.of(SharingRequest.State.DRAFT)))
            .step(
                    "sharing-revise",
                    SharingRequest.State.DRAFT,
                    CaseType.Kind.WORK,
                    outcome(Outcome.SUBMIT, Set.of(SharingRequest.State.SUBMITTED)))
            .step(
                    "sharing-check",
                    SharingRequest.State.CHECKING,
                    CaseType.Kind.DECISION,
                    outcome(Outcome.PASS, Set.of(SharingRequest.State.ANSWERING), optional("comment")),
                    outcome(Outcome.RETURN, Set.of(SharingRequest.State.DRAFT), required("comment")))
            .build();

    static final CaseType<Part.State, PartOutcome> PART_FLOW = CaseType.<Part.State, PartOutcome>of(
                    "sharing-part", Part.State.class)
            // reviewer: the role that is asked for an opinion; reviewing: its unit; security: the territory of the
            // second signature
            .variables("due", "second", "reviewer", "reviewing", "security")
            .step(
                    "sharing-answer",
                    Part.State.ANSWERING,
                    CaseType.Kind.DECISION,
                    outcome(PartOutcome.GRANT, Set.of(Part.State.GRANTED, Part.State.SECOND), optional("comment")),
                    outcome(
                            PartOutcome.REFUSE,
                            Set.of(Part.State.REFUSED),
                            required("refusal"),
                            required("basis"),
                            optional("comment")),
                    outcome(PartOutcome.ASK, Set.of(Part.State.OPINION), required("reviewer"), required("comment")),
                    outcome(PartOutcome.EXTEND, Set.of(Part.State.EXTENDING), required("comment")))
            .step(
                    "sharing-opinion",
                    Part.State.OPINION,
                    CaseType.Kind.OPINION,
                    outcome(PartOutcome.OPINE, Set.of(Part.State.ANSWERING), required("comment")),
                    outcomeBy(Role.UNIT_CDO, PartOutcome.CALL_BACK, Set.of(Part.State.ANSWERING)))
            // The bureau passed the form, which begins the case: leave to answer later concerns only the term.
            .step(
                    "sharing-extend",
                    Part.State.EXTENDING,
                    CaseType.Kind.WORK,
                    outcome(PartOutcome.ALLOW, Set.of(Part.State.ANSWERING), optional("comment")),
                    outcome(PartOutcome.DENY, Set.of(Part.State.ANSWERING), required("comment")))
            .step(
                    "sharing-second",
                    Part.State.SECOND,
                    CaseType.Kind.DECISION,
                    outcome(PartOutcome.SIGN, Set.of(Part.State.GRANTED), optional("comment")),
                    outcome(PartOutcome.OBJECT, Set.of(Part.State.ANSWERING), required("comment")))
            .build();

    @Bean
    CaseType<SharingRequest.State, Outcome> sharingRequestFlow() {
        return FLOW;
    }

    @Bean
    CaseType<Part.State, PartOutcome> sharingPartFlow() {
        return PART_FLOW;
    }

    @Bean
    Permissions sharingPermissions() {
        return Permissions.of("sharing", SharingPermission.class);
    }
}
