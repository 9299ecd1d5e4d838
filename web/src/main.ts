import { VueQueryPlugin } from '@tanstack/vue-query'
import { type Component, createApp } from 'vue'
import App from '@/App.vue'
import { i18n, language } from '@/i18n'
import { router } from '@/router'
import { createQueries } from '@/shared/queries'
import '@/shared/tokens.css'
import '@/shared/base.css'

document.documentElement.lang = language()
const queries = createQueries()
createApp(App as Component)
  .use(i18n)
  .use(router)
  .use(VueQueryPlugin, { queryClient: queries })
  .mount('#app')
