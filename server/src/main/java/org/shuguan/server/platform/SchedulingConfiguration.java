package org.shuguan.server.platform;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/// For what each node does by itself from time to time; work that must happen once in the city is a task of the
/// scheduler.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SchedulingConfiguration {}
