package org.shuguan.server.catalog;

import static org.shuguan.server.approval.CaseType.Field.optional;
import static org.shuguan.server.approval.CaseType.Field.required;
import static org.shuguan.server.approval.CaseType.outcome;
import static org.shuguan.server.approval.CaseType.outcomeBy;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Set;
import java.util.UUID;
import org.shuguan.server.access.Permissions;
import org.shuguan.server.approval.CaseType;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.Rows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The flow of an entry: submission by the steward, signature by the CDO, review by the bureau.
@Configuration(proxyBeanMethods = false)
class CatalogFlow {
    /// The outcomes of the steps.
    enum Outcome {
        SUBMIT,
        TAKE_BACK,
        SIGN,
        RETURN,
        PUBLISH;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    static final CaseType<Version.State, Outcome> FLOW = CaseType.<Version.State, Outcome>of(
                    "catalog-entry", Version.State.class)
            .step(
                    "sign",
                    Version.State.SUBMITTED,
                    CaseType.Kind.DECISION,
                    outcome(Outcome.SIGN, Set.of(Version.State.SIGNED), optional("comment")),
                    outcome(Outcome.RETURN, Set.of(Version.State.DRAFT), required("comment")),
                    outcomeBy(Role.DATA_STEWARD, Outcome.TAKE_BACK, Set.of(Version.State.DRAFT)))
            .step(
                    "review",
                    Version.State.SIGNED,
                    CaseType.Kind.DECISION,
                    outcome(Outcome.PUBLISH, Set.of(Version.State.PUBLISHED), optional("comment")),
                    outcome(Outcome.RETURN, Set.of(Version.State.DRAFT), required("comment")))
            .step(
                    "revise",
                    Version.State.DRAFT,
                    CaseType.Kind.WORK,
                    outcome(Outcome.SUBMIT, Set.of(Version.State.SUBMITTED)))
            .build();

    /// How a case names its version.
    static String subject(UUID entry, int number) {
        return entry + ":" + number;
    }

    @Bean
    CaseType<Version.State, Outcome> catalogEntryFlow() {
        return FLOW;
    }

    @Bean
    Permissions catalogPermissions() {
        return Permissions.of("catalog", CatalogPermission.class);
    }
}
