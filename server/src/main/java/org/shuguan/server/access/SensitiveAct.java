package org.shuguan.server.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks an endpoint whose act is sensitive: if the rule `identity.sensitive-acts` names the act, a person who has
/// a second factor must have given a code within the minutes of the rule `identity.second-factor-fresh`; otherwise
/// the request is refused with `identity/second-factor-stale`, the page asks for a code and repeats it. Declared
/// here and applied by `identity`, a higher module. A new act is also a choice of that rule.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SensitiveAct {
    /// The act's code in the rule, for example `delegation`.
    String value();
}
