-- The life of an order, written by hand: the rows that the console writes for the same four moves, and nothing else.
\set n :n + 1
\set order :first + :client_id * :each + :n - 1
begin;
insert into applied_commands (workspace_id, key, operator_id, command, answer) values (:workspace::uuid, gen_random_uuid(), :workspace::uuid, 'marketplace.moveOrder', '{"version": 2}');
select advertiser_id, editor_id, price_micros, commission_micros, currency from orders where workspace_id = :workspace::uuid and id = :order and status = 'draft' and version = 1 for update \gset
select state from customers where workspace_id = :workspace::uuid and id in (:advertiser_id, :editor_id) order by id for share;
insert into ledger_transfers (workspace_id, debit_account_id, credit_account_id, amount_micros, order_id, kind, currency, idempotency_key) select :workspace::uuid, wallet.id, escrow.id, :price_micros, :order, 'hold', :currency, 'order-' || :order || '-2-hold' from ledger_accounts as wallet, ledger_accounts as escrow where wallet.workspace_id = :workspace::uuid and wallet.customer_id = :advertiser_id and wallet.kind = 'wallet' and wallet.currency = :currency and escrow.workspace_id = :workspace::uuid and escrow.customer_id = :advertiser_id and escrow.kind = 'escrow' and escrow.currency = :currency;
update orders set status = 'pending', submitted_at = now(), version = 2 where workspace_id = :workspace::uuid and id = :order;
insert into order_events (workspace_id, order_id, at, order_version, kind, from_status, to_status, actor_kind, actor) values (:workspace::uuid, :order, now(), 2, 'moved', 'draft', 'pending', 'operator', 'By hand');
commit;
begin;
insert into applied_commands (workspace_id, key, operator_id, command, answer) values (:workspace::uuid, gen_random_uuid(), :workspace::uuid, 'marketplace.moveOrder', '{"version": 3}');
select price_micros from orders where workspace_id = :workspace::uuid and id = :order and status = 'pending' and version = 2 for update;
update orders set status = 'confirmed', confirmed_at = now(), version = 3 where workspace_id = :workspace::uuid and id = :order;
insert into order_events (workspace_id, order_id, at, order_version, kind, from_status, to_status, actor_kind, actor) values (:workspace::uuid, :order, now(), 3, 'moved', 'pending', 'confirmed', 'operator', 'By hand');
commit;
begin;
insert into applied_commands (workspace_id, key, operator_id, command, answer) values (:workspace::uuid, gen_random_uuid(), :workspace::uuid, 'marketplace.moveOrder', '{"version": 4}');
select price_micros from orders where workspace_id = :workspace::uuid and id = :order and status = 'confirmed' and version = 3 for update;
update orders set status = 'published', published_at = now(), expires_at = now() + duration_hours * interval '1 hour', version = 4 where workspace_id = :workspace::uuid and id = :order;
insert into order_events (workspace_id, order_id, at, order_version, kind, from_status, to_status, actor_kind, actor) values (:workspace::uuid, :order, now(), 4, 'moved', 'confirmed', 'published', 'operator', 'By hand');
commit;
begin;
insert into applied_commands (workspace_id, key, operator_id, command, answer) values (:workspace::uuid, gen_random_uuid(), :workspace::uuid, 'marketplace.moveOrder', '{"version": 5}');
select price_micros from orders where workspace_id = :workspace::uuid and id = :order and status = 'published' and version = 4 for update;
insert into ledger_transfers (workspace_id, debit_account_id, credit_account_id, amount_micros, order_id, kind, currency, idempotency_key) select :workspace::uuid, escrow.id, target.id, case target.kind when 'commission' then :commission_micros::bigint else :price_micros::bigint - :commission_micros::bigint end, :order, case target.kind when 'commission' then 'commission' else 'release' end, :currency, 'order-' || :order || '-5-' || target.kind from ledger_accounts as escrow, ledger_accounts as target where escrow.workspace_id = :workspace::uuid and escrow.customer_id = :advertiser_id and escrow.kind = 'escrow' and escrow.currency = :currency and target.workspace_id = :workspace::uuid and target.currency = :currency and ((target.customer_id = :editor_id and target.kind = 'earnings') or (target.customer_id is null and target.kind = 'commission'));
update orders set status = 'completed', completed_at = now(), version = 5 where workspace_id = :workspace::uuid and id = :order;
insert into order_events (workspace_id, order_id, at, order_version, kind, from_status, to_status, actor_kind, actor) values (:workspace::uuid, :order, now(), 5, 'moved', 'published', 'completed', 'operator', 'By hand');
commit;
