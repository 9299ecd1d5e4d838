package org.shuguan.server.authority;

import static org.shuguan.server.approval.CaseType.Field.optional;
import static org.shuguan.server.approval.CaseType.Field.required;
import static org.shuguan.server.approval.CaseType.outcome;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Set;
import org.shuguan.server.access.Permissions;
import org.shuguan.server.approval.CaseType;
import org.shuguan.server.platform.Rows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The flow of a question: its steps and outcomes.
@Configuration(proxyBeanMethods = false)
class SourceFlow {
    /// Outcomes of the steps.
    enum Outcome {
        AGREE,
        OBJECT,
        NAME,
        DISMISS;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    static final CaseType<SourceQuestion.Stage, Outcome> FLOW = CaseType.<SourceQuestion.Stage, Outcome>of(
                    "authoritative-source", SourceQuestion.Stage.class)
            .variables("other")
            .step(
                    "opinion",
                    SourceQuestion.Stage.OPINION,
                    CaseType.Kind.OPINION,
                    outcome(Outcome.AGREE, Set.of(SourceQuestion.Stage.OTHER_OPINION), optional("comment")),
                    outcome(Outcome.OBJECT, Set.of(SourceQuestion.Stage.OTHER_OPINION), required("comment")))
            .step(
                    "opinion-other",
                    SourceQuestion.Stage.OTHER_OPINION,
                    CaseType.Kind.OPINION,
                    outcome(Outcome.AGREE, Set.of(SourceQuestion.Stage.NAMING), optional("comment")),
                    outcome(Outcome.OBJECT, Set.of(SourceQuestion.Stage.NAMING), required("comment")))
            .step(
                    "name-source",
                    SourceQuestion.Stage.NAMING,
                    CaseType.Kind.DECISION,
                    outcome(Outcome.NAME, Set.of(SourceQuestion.Stage.NAMED), required("unit"), required("basis")),
                    outcome(Outcome.DISMISS, Set.of(SourceQuestion.Stage.DISMISSED), required("comment")))
            .build();

    /// The stage of a question by the current step of its case.
    ///
    /// @param step of the case
    static SourceQuestion.Stage stage(String step) {
        return FLOW.steps().stream()
                .filter(one -> one.id().equals(step))
                .map(CaseType.Step::state)
                .findFirst()
                .orElseThrow(AuthorityRefused::notThere);
    }

    @Bean
    CaseType<SourceQuestion.Stage, Outcome> sourceQuestionFlow() {
        return FLOW;
    }

    @Bean
    Permissions sourcePermissions() {
        return Permissions.of("authority", SourcePermission.class);
    }
}
