import type { codes as english } from '../en/codes.ts';

/** 判定理由、检查名称、原因与措施。 */
export const codes: Readonly<Record<keyof typeof english, string>> = {
  'code.unknown': '代码 {code}',
  'code.unknown.values': '代码 {code}（{values}）',

  'reason.meets': '整个区间在好的一侧。',
  'reason.narrow': '在好的一侧，但接近标准。',
  'reason.misses': '证据完全在坏的一侧。',
  'reason.misses-with-share': '扣除可能来自测试程序的 {shareRatio} 后仍不符合。',
  'reason.straddles': '区间跨过标准，本次运行无法判断。',
  'reason.open-interval': '慢答复集中出现，独立样本不足，无法给出判定一侧的界限。',
  'reason.no-evidence': '已计划，但没有记录到证据。',
  'reason.below-floor': '样本不足以给出该百分位数。',
  'reason.no-interval': '样本不足以给出区间。',
  'reason.too-few': '{kind}需要 {needed}，只有 {had}。',
  'reason.unknown-asks': '{n} 条咨询中有 {unknown} 条的结局，测试记录无法判断。',
  'reason.operator-restored': '人工恢复：有 {trials} 次由测试程序重新启动该部件。',
  'reason.not-recovered': '有 {trials} 次在观察时间内未恢复。',
  'reason.checker-failed': '检查器因错误停止：{message}。',
  'reason.unknown-checker': '没有安装该名称的检查器。',
  'reason.missing-capability': '供应商不提供“{capability}”。',
  'reason.connection-mode': '此接入方式下无法测试：{mode}。',
  'reason.not-selected': '本次运行未选择：{scenario}。',
  'reason.co-located':
    '可持续：{valuePerSec}；不可持续：{highPerSec}；要求：{targetPerSec}。供应商与测试程序共用一台机器，因此已承受的速率得到证明，极限则未得到证明。',
  'reason.rate-not-reached': '可持续：{valuePerSec}；要求：{targetPerSec}。未见达到该速率而未能承受的情况。',
  'reason.co-located-agents':
    '可持续：{value} 名座席；未能持续：{high} 名；要求 {target} 名。供应商与测试共用一台机器，故守住的已获证明，崩溃的尚未证明。',
  'reason.agents-not-reached':
    '可持续：{value} 名座席，要求 {target} 名。没有同样高的人数既达到过又未能守住。',
  'reason.needs-size': '需要规模：{sizes}。',
  'reason.rehearsal': '预演；需要真实的 {hours} 小时（规模：{sizes}）。',
  'reason.harness-share': '测试程序的影响：数据的 {shareRatio} 可能来自测试本身。',
  'reason.invalid': '测量无效：{check}。',

  'kind.samples': '样本数',
  'kind.minutes': '分钟数',
  'kind.trials': '演练次数',
  'kind.hours': '真实小时数',

  'check.lateness': '咨询按时发出',
  'check.dropped-work': '没有遗漏计划的工作',
  'check.engine-lateness': '上传与调用按时开始',
  'check.planned-work': '计划的工作已发出',
  'check.fault-injected': '故障确实注入',
  'check.pressure-held': '负载保持在计划值',
  'check.ledger-sums': '对账表合计',
  'check.capacity-points': '探测点可判定',
  'check.recorder': '事件文件完整',
  'check.null-ceiling': '负载低于空载上限的一半',
  'check.fault-timing': '被杀进程的退出及时可见',
  'check.recorder-lag': '事件及时写入磁盘',
  'check.disk-slow': '运行文件夹所在磁盘的写入',
  'check.sealed-files': '文件与运行结束时一致',
  'check.result-file': 'result.json 与写入时一致',
  'check.clock-step': '系统时钟没有跳变',
  'check.timer-resolution': '时钟与定时器足够精细',
  'check.sockets': '剩余的文件句柄与端口',
  'check.matcher-differs': '按计划匹配回复',
  'check.matcher-suspect': '回复符合匹配规则',
  'check.pair-rate': '咨询未超出单客户发送频率',
  'check.minimum-evidence': '样本与时长足够',
  'check.hole': '脚本咨询的隐藏等待',
  'check.run-queue-window': '供应商 CPU 最差的十秒',
  'check.sampling-gaps': '全程观察机器',
  'check.memory-slope': '测试程序每小时增加的内存',
  'check.mock-loop-delay': '模拟 Meta 的事件循环延迟',
  'check.engine-loop-delay': '引擎的事件循环延迟',
  'check.orchestrator-loop-delay': '调度进程的事件循环延迟',
  'check.garbage-collection': '测试程序的垃圾回收',
  'check.run-queue-harness': '测试程序等待 CPU',
  'check.run-queue-vendor': '供应商因其他程序等待 CPU',
  'check.foreign-load': '机器上的其他程序',
  'check.steal': '被虚拟化平台占用的 CPU',
  'check.cpu-pressure': '机器的 CPU 压力',

  'cause.lateness': '咨询发出偏晚，负载与计划不符。请腾出机器后重新测试。',
  'cause.lateness.warning':
    '部分咨询发出偏晚：每 100 条有 1 条晚 {p99Ms} 以上。数据仍然有效；腾出机器可更精确。',
  'cause.dropped-work': '计划的工作未能开始（{scenario}）。请腾出机器或选择较小规模，然后重新测试。',
  'cause.dropped-work.warning':
    '少量计划的工作未能开始（{scenario}，{droppedRatio}）。数据仍然有效；腾出机器可更干净。',
  'cause.engine-lateness': '工作开始偏晚（{scenario}）。请腾出机器后重新测试。',
  'cause.engine-lateness.warning':
    '部分工作开始偏晚（{scenario}）：每 100 次有 1 次晚 {p99Ms} 以上。数据仍然有效。',
  'cause.planned-work': '部分计划的工作没有发出（{scenario}）。请重新测试。',
  'cause.fault-injected':
    '{trials} 次故障中有 {missing} 次没有真正发生（未见进程、信号或退出）。请检查供应商的进程列表后重新测试。',
  'cause.pressure-held':
    '故障未按计划注入：{trials} 次中有 {missing} 次核心占用为 {achievedRatio}，而非 {targetRatio}。请停止本机其他程序后重新测试。',
  'cause.ledger-sums': '咨询的账目不平，或 {sent} 条中有 {unknown} 条结局未知。请保留运行文件夹并报告缺陷。',
  'cause.ledger-sums.warning': '{sent} 条咨询中有 {unknown} 条的结局记录无法判断。数据仍然有效。',
  'cause.capacity-points':
    '{points} 个探测点中有 {unjudged} 个无法判定：测试程序先到达自身极限。请空出本机或换用更大的机器。',
  'cause.capacity-points.warning':
    '{points} 个探测点中有 {unjudged} 个因测试程序先到达自身极限而未判定；更低速率的数值仍然有效。',
  'cause.recorder': '丢失 {lost} 行，{open} 个文件未关闭。请检查磁盘空间后重新测试。',
  'cause.null-ceiling':
    '负载 {ratePerSec} 超过本机在空载供应商下能力（{ceilingPerSec}）的一半。请使用更大的机器。',
  'cause.fault-timing':
    '第 {trial} 次试验在发出信号 {afterMs} 后才看到退出，恢复时间的起点偏晚。请腾出机器后重新测试。',
  'cause.fault-timing.warning':
    '第 {trial} 次试验在发出信号 {afterMs} 后看到退出；恢复可能再长这么多。数据仍然有效。',
  'cause.recorder-lag':
    '“{file}”的事件等待 {lagMs} 才写入磁盘：记录程序没有跟上。请使用更快的磁盘或空闲的机器，然后重新测试。',
  'cause.recorder-lag.warning': '“{file}”的事件等待 {lagMs} 才写入磁盘。没有丢失，数据仍然有效。',
  'cause.disk-slow':
    '磁盘缓慢：“{file}”的单次写入最长 {slowestMs}。需要存储消息的供应商也在等待它。请使用更快的磁盘后重新测试。',
  'cause.disk-slow.warning': '“{file}”的单次写入最长 {slowestMs}。数据仍然有效；更快的磁盘会更可靠。',
  'cause.sealed-files':
    '运行结束后文件被修改、增加或删除（{changed} 个：{files}）。请从测量处重新复制文件夹，或重新测试。',
  'cause.result-file':
    'result.json 写入后被修改。这里的数据已由事件文件重新得出；请再运行一次“stormproof check”查看结论。',
  'cause.clock-step': '运行期间系统时钟跳变了 {stepMs}（见“{file}”）。请等时钟稳定或停止校时后重新测试。',
  'cause.timer-resolution': '本机时钟的刻度为 {clockMs}，对毫秒级数据过粗。请更换机器。',
  'cause.timer-resolution.warning': '本机定时器唤醒偏晚 {wakeMs}。数据仍然有效，影响见迟发一项。',
  'cause.sockets':
    '本机的文件句柄、端口或缓冲区用尽：测试程序有 {refused} 个连接被拒。请提高上限后重新测试。',
  'cause.sockets.warning':
    '测试程序用到了文件句柄或本机端口的 {usedRatio}（{scenario}）。更大的测试之前请提高上限。',
  'cause.matcher-differs':
    '计划 {plan} 的回复按“{used}”匹配，而本次运行的计划为“{planned}”。请用同一规则重新测试。',
  'cause.matcher-suspect':
    '计划 {plan} 的 {replies} 条回复中有 {failing} 条不符合匹配规则：规则或预置的优惠码可能不适合该供应商。请查看回复，更正后重新测试。',
  'cause.matcher-suspect.warning':
    '计划 {plan} 的 {replies} 条回复中有 {failing} 条按匹配规则不算答复。若规则适合该供应商，数据仍然有效。',
  'cause.pair-rate':
    '计划 {plan} 的 {planned} 条咨询中有 {beyond} 条快于 Meta 对单个客户的发送频率上限（131056），任何供应商都无法及时答复。请分散到更多客户后重新测试。',
  'cause.minimum-evidence': '有 {short} 项要求的测量量不足，其判定已注明。请完整地重新测试。',
  'cause.hole': '脚本等待回复的时间比数据显示的多 {p99Ms}（{scenario}）。请腾出机器或减少虚拟用户。',
  'cause.run-queue-window':
    '从 {fromMs} 起的十秒内，数据中最多 {valueRatio} 可能来自其他程序或测试程序（{scenario}）。请腾出机器后重新测试。',
  'cause.sampling-gaps':
    '调度进程受阻，{valueRatio} 的时间没有观察机器（{scenario}）。未观察的时间按测试程序自身计算。请腾出机器后重新测试。',
  'cause.memory-slope':
    '测试程序的 {role} 每小时增加 {gainBytes} 内存，越往后可能显得越慢。请连同运行文件夹报告缺陷。',
  'cause.mock-loop-delay': '模拟 Meta 受阻，回复可能显得更慢（{scenario}）。请腾出机器。',
  'cause.engine-loop-delay': '引擎受阻，数据可能显得更慢（{scenario}）。请腾出机器。',
  'cause.orchestrator-loop-delay': '调度进程受阻（{scenario}）；没有数据经过它。',
  'cause.garbage-collection': '测试程序进行了垃圾回收，数据可能显得更慢（{scenario}）。',
  'cause.run-queue-harness': '测试程序等待 CPU，数据可能显得更慢（{scenario}）。请增加核数。',
  'cause.run-queue-vendor': '供应商因其他程序而等待 CPU，可能显得更慢（{scenario}）。请增加核数。',
  'cause.foreign-load': '其他程序占用了机器（{scenario}）。请关闭后重新测试。',
  'cause.steal': '宿主机把 CPU 时间给了别处（{scenario}）。请使用专用机器。',
  'cause.cpu-pressure': '机器已满载，数据可能显得更慢（{scenario}）。请增加核数。',
  'cause.ok': '在限值内。',
  'cause.not-measured': '在此机器上无法测量。',

  'error.script-exception': '脚本因异常停止',
  'error.webhook': 'Webhook 被拒：{x}',
  'error.graph': '模拟 Meta 返回错误 {x}',
  'error.upload': '上传返回状态 {x}',
  'error.unexpected': '意外消息：{x}',
  'error.shift': '客服操作失败：{x}',
  'error.campaign': '群发被拒，状态 {x}',
  'error.order': '下单失败：{x}',
  'error.api': 'API 调用返回状态 {x}',
  'error.search': '搜索失败：{x}',
  'error.search-wrong-result': '搜索结果与实际内容不符',
  'phase.null': '空载供应商',
  'phase.start-vendor': '启动供应商',
  'phase.stop-vendor': '停止供应商',
  'phase.load-history': '载入历史对话',
  'phase.warmup': '预热',
  'phase.other': '其他',
};
