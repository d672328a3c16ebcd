// SPDX-License-Identifier: MIT
export { WorkflowClient } from './workflow.js'
export type {
  KeyedStateChange, KeyList, KeyListOptions, StateChange, SubscribeOptions, WorkflowState
} from './workflow.js'
export { IntegrationClient } from './integration.js'
export type { IntegrationState, ResourceType } from './integration.js'
export { CampaignClient } from './campaign.js'
export type {
  CampaignOptions, MutateAnswer, MutateRequest, Mutation, Operation, ParticipantState, RuntimeState, Scope, Variable,
  Variables, VariableType, VariableValue
} from './campaign.js'
export { StateSetClient } from './business.js'
export type {
  Agent, AgentData, Agents, BusinessRecord, Collection, Condition, Conversation, ConversationData, Conversations,
  Delivery, DeliveryAttempt, ListParams, Message, MessageData, Order, OrderData, Resource, Return, ReturnData, Webhook,
  WebhookData, WebhookEvent, Webhooks
} from './business.js'
export type { Meta, Page, PagePromise } from './page.js'
export { StateroomError } from './errors.js'
export type { ErrorFacts } from './errors.js'
export { RawJSON, parse, stringify } from './json.js'
export type { Numbers } from './json.js'
export { FetchEventSource } from './eventsource.js'
export type { EventListenerLike, EventSourceLike, FetchEventSourceInit } from './eventsource.js'
export type { Clock } from './retry.js'
export type { ClientOptions, RequestOptions, ResponseInfo } from './transport.js'
