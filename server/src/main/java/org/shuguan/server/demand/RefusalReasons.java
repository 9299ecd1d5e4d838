package org.shuguan.server.demand;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.settings.Code;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/// Reasons for not sharing data, from a rule that the bureau maintains.
@Component
class RefusalReasons {
    private static final String RULE = "demand.refusal-reasons";

    private final Settings settings;
    private final Setting<List<Code>> offered;

    RefusalReasons(Settings settings) {
        this.settings = settings;
        this.offered = settings.codes(RULE);
    }

    /// The reasons that can be chosen today.
    List<Code> offered() {
        return offered.today();
    }

    /// Refuses a reason that cannot be chosen today, unless it was chosen before.
    ///
    /// @param basis the law, which is required besides the reason
    /// @param chosenBefore the reason stored until now, null if none
    void check(@Nullable String reason, @Nullable String basis, @Nullable String chosenBefore) {
        boolean known = reason != null
                && (reason.equals(chosenBefore)
                        || offered().stream().anyMatch(one -> one.code().equals(reason)));
        var check = new InvalidInput.Check().that(known, "refusal", "refusal-unknown");
        DemandRules.basis(check, basis).orRefuse();
    }

    /// The name of a reason in the reader's language.
    @Nullable
    String words(@Nullable String reason) {
        return reason == null
                ? null
                : settings.code(RULE, reason)
                        .map(code -> code.words(LocaleContextHolder.getLocale()))
                        .orElse(reason);
    }
}
