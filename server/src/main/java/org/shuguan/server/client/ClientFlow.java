package org.shuguan.server.client;

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

/// The flow of a registration: the unit asks, the bureau approves or refuses.
@Configuration(proxyBeanMethods = false)
class ClientFlow {
    /// Outcomes of the approval.
    enum Outcome {
        APPROVE,
        REFUSE;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    static final CaseType<Client.State, Outcome> FLOW = CaseType.<Client.State, Outcome>of(
                    "client-registration", Client.State.class)
            .step(
                    "approve-client",
                    Client.State.ASKED,
                    CaseType.Kind.DECISION,
                    outcome(Outcome.APPROVE, Set.of(Client.State.ACTIVE), optional("comment")),
                    outcome(Outcome.REFUSE, Set.of(Client.State.REFUSED), required("comment")))
            .build();

    @Bean
    CaseType<Client.State, Outcome> clientRegistrationFlow() {
        return FLOW;
    }

    @Bean
    Permissions clientPermissions() {
        return Permissions.of("client", ClientPermission.class);
    }
}
