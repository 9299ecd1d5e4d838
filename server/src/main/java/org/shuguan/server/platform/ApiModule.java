package org.shuguan.server.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Names the module whose API a controller belongs to, if it is not the module that holds the controller.
/// Operation ids begin with this name, so that the API description stays the same when a controller moves to
/// another module.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ApiModule {
    /// The module's name, as in the paths of its API.
    String value();
}
