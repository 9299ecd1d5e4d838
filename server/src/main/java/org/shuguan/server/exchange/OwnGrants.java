package org.shuguan.server.exchange;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.client.MachineTokens.Machine;
import org.shuguan.server.sharing.Grant;
import org.shuguan.server.sharing.Grants;
import org.springframework.stereotype.Service;

/// What a machine client may know of its own grants and calls, and the public keys.
@Service
class OwnGrants {
    private final Admission admission;
    private final CallReplies replies;
    private final Grants grants;
    private final Leases leases;
    private final GrantApi api;
    private final CallRecords calls;
    private final SigningKeys keys;

    OwnGrants(
            Admission admission,
            CallReplies replies,
            Grants grants,
            Leases leases,
            GrantApi api,
            CallRecords calls,
            SigningKeys keys) {
        this.admission = admission;
        this.replies = replies;
        this.grants = grants;
        this.leases = leases;
        this.api = api;
        this.calls = calls;
        this.keys = keys;
    }

    private interface Answering {
        Object answer(Machine machine);
    }

    private Reply answer(Request request, Answering answering) {
        try {
            return json(answering.answer(admission.machine(request)));
        } catch (ExchangeRefused refused) {
            return replies.refusedUnrecorded(refused);
        }
    }

    private static Reply json(Object content) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("content-type", "application/json");
        fields.put("cache-control", "no-store");
        return new Reply(200, fields, Form.json(content));
    }

    Reply list(Request request) {
        return answer(request, machine -> {
            List<Map<String, Object>> found = new ArrayList<>();
            for (Grant grant : grants.inForce(machine.client(), machine.unit())) {
                Map<String, Object> view = new LinkedHashMap<>();
                view.put("number", grant.number());
                view.put("resource", grant.resource().value());
                view.put("title", grant.title());
                view.put("items", grant.items().stream().map(Grant.Item::code).toList());
                view.put("purpose", grant.purpose());
                view.put("lastDay", grant.lastDay().toString());
                view.put("perSecond", grant.limits().perSecond());
                view.put("perDay", grant.limits().perDay());
                view.put(
                        "leftToday",
                        leases.left(grant.id(), Leases.Span.DAY, grant.limits().perDay())
                                .calls());
                view.put(
                        "modes",
                        grant.modes().stream().map(Grant.Mode::word).sorted().toList());
                if (grant.modes().contains(Grant.Mode.API)) {
                    view.put("records", GrantApi.path(grant, "records"));
                }
                if (grant.modes().contains(Grant.Mode.FILE)) {
                    view.put("files", GrantApi.path(grant, "files"));
                }
                if (grant.modes().contains(Grant.Mode.FEED)) {
                    view.put("changes", GrantApi.path(grant, "changes"));
                }
                view.put("openapi", ExchangeController.ROOT + "/grants/" + grant.number() + "/openapi.json");
                found.add(view);
            }
            return Map.of("grants", found);
        });
    }

    Reply description(Request request, String number) {
        return answer(
                request,
                machine -> grants.inForce(machine.client(), machine.unit()).stream()
                        .filter(grant -> grant.number().equals(number))
                        .findFirst()
                        .map(api::describe)
                        .orElseThrow(ExchangeRefused::noGrant));
    }

    Reply receipt(Request request, String id) {
        return answer(
                request, machine -> calls.receipt(uuid(id), machine.client()).orElseThrow(calls::missing));
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ExchangeRefused.noReceipt();
        }
    }

    Reply keys() {
        List<Map<String, Object>> set = new ArrayList<>();
        for (KeyRecords.SigningKey key : keys.all()) {
            ECKey jwk = new ECKey.Builder(SigningKeys.jwk(key.publicKey()))
                    .keyID(key.id())
                    .keyUse(KeyUse.SIGNATURE)
                    .notBeforeTime(Date.from(key.createdAt()))
                    .expirationTime(date(key.replacedAt()))
                    .build();
            set.add(jwk.toJSONObject());
        }
        return json(Map.of("keys", set));
    }

    private static @Nullable Date date(@Nullable Instant at) {
        return at == null ? null : Date.from(at);
    }
}
