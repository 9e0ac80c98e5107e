<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Pay</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>Take the money; Enter there takes exact cash</source>
        <translation>收款；再按回车即收足额现金</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>挂单</translation>
    </message>
    <message>
        <source>Put this cart aside and serve the next customer</source>
        <translation>先挂起这一单，接待下一位顾客</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>取单</translation>
    </message>
    <message>
        <source>Bring back a suspended cart</source>
        <translation>取回挂起的单子</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>Find a member by phone, or register one</source>
        <translation>按手机号查找会员，或登记新会员</translation>
    </message>
    <message>
        <source>No member</source>
        <translation>取消会员</translation>
    </message>
    <message>
        <source>Take the member off this sale</source>
        <translation>本单不再计入会员</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Write a note to the selected line</source>
        <translation>给选中的明细写备注</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>Print again what did not come out, or any earlier receipt</source>
        <translation>补打没打出来的小票，或重打以前的小票</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Quantity or weight of the selected line</source>
        <translation>修改选中明细的数量或重量</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take back the last change of the cart</source>
        <translation>撤销购物车的上一步操作</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Empty the cart</source>
        <translation>清空购物车</translation>
    </message>
    <message>
        <source>Previous category</source>
        <translation>上一分类</translation>
    </message>
    <message>
        <source>Products of the category before</source>
        <translation>显示上一个分类的商品</translation>
    </message>
    <message>
        <source>Next category</source>
        <translation>下一分类</translation>
    </message>
    <message>
        <source>Products of the next category</source>
        <translation>显示下一个分类的商品</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>全部快捷键</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Scan with the camera</source>
        <translation>用摄像头扫码</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Scan from a picture file</source>
        <translation>识别图片文件里的码</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Fill the screen, or give it back</source>
        <translation>进入或退出全屏</translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>钱箱</translation>
    </message>
    <message>
        <source>Open the cash drawer</source>
        <translation>打开钱箱</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>收银</translation>
    </message>
    <message>
        <source>The counter</source>
        <translation>收银界面</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>Look up and change members</source>
        <translation>查找和修改会员</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>店长</translation>
    </message>
    <message>
        <source>Sales, products and members in figures</source>
        <translation>销售、商品、会员的统计</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Shop, printer, scanner, rules</source>
        <translation>店铺、打印机、扫码枪、规则</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Add what stands in the box: code, name, pinyin initials, phone, member</source>
        <translation>录入框中的内容：条码、品名、拼音首字母、手机号、会员</translation>
    </message>
    <message>
        <source>Three of number 0012</source>
        <translation>货号 0012 的商品 3 件</translation>
    </message>
    <message>
        <source>Choose a result, or a line of the cart</source>
        <translation>选择搜索结果或购物车明细</translation>
    </message>
    <message>
        <source>One more, one less</source>
        <translation>加一件、减一件</translation>
    </message>
    <message>
        <source>Quantity 5 for the selected line</source>
        <translation>选中的明细数量改为 5</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Remove the selected line</source>
        <translation>删除选中的明细</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Empty the box</source>
        <translation>清空输入框</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>会员服务</translation>
    </message>
    <message>
        <source>Recharge, gifts, points mall and all else for the member</source>
        <translation>充值、礼品、积分商城等会员的一切</translation>
    </message>
    <message>
        <source>Coupons</source>
        <translation>优惠券</translation>
    </message>
    <message>
        <source>Lay a coupon on the cart, or take it off</source>
        <translation>给这单用券，或取下</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>手工优惠</translation>
    </message>
    <message>
        <source>Take something off the line or the order by hand</source>
        <translation>手工给本行或整单优惠</translation>
    </message>
    <message>
        <source>Pay a part with points, or have the selected line for points</source>
        <translation>用积分抵现，或把选中的商品用积分换购</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>连锁</translation>
    </message>
    <message>
        <source>How this till stands with its chain, or join one</source>
        <translation>看本机与连锁总部的联系，或加入连锁</translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation>收银员</translation>
    </message>
    <message>
        <source>Who is at the till, and who works here</source>
        <translation>现在谁在收银台，店里有哪些收银员</translation>
    </message>
</context>
<context>
    <name>CashierPresenter</name>
    <message>
        <source>The name of the new cashier</source>
        <translation>新收银员的姓名</translation>
    </message>
    <message>
        <source>It stands on receipts. All tills of the chain know it.</source>
        <translation>会印在小票上，连锁的各收银台都会看到。</translation>
    </message>
</context>
<context>
    <name>DialogPrompts</name>
    <message>
        <source>Clear the cart?</source>
        <translation>清空购物车？</translation>
    </message>
    <message>
        <source>All lines and the member leave the cart. Ctrl+Z brings them back.</source>
        <translation>全部明细和会员都会移出购物车。按 Ctrl+Z 可恢复。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Print the member card?</source>
        <translation>打印会员卡？</translation>
    </message>
    <message>
        <source>A card with the name, the number and the QR code, on the receipt printer.</source>
        <translation>用小票打印机打印，含姓名、会员号和二维码。</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Erase this member for ever?</source>
        <translation>永久抹除这位会员？</translation>
    </message>
    <message>
        <source>Name, phone and all personal details are destroyed, and the points with them. The sales stay, without a name. This cannot be undone.</source>
        <translation>姓名、手机号等个人资料和积分都会销毁。销售单保留，不再署名。此操作无法撤销。</translation>
    </message>
    <message>
        <source>Erase for ever</source>
        <translation>永久抹除</translation>
    </message>
    <message>
        <source>Weight at %1</source>
        <translation>单价 %1，请输入重量</translation>
    </message>
    <message>
        <source>pcs</source>
        <translation>件</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>It stands under the line and on the receipt.</source>
        <translation>显示在明细下方，并打印在小票上。</translation>
    </message>
    <message>
        <source>Pay with points</source>
        <translation>积分抵现</translation>
    </message>
    <message>
        <source>%1 available; this cart takes up to %2, in steps of %3.</source>
        <translation>可用 %1；本单最多用 %2，每次 %3 的倍数。</translation>
    </message>
    <message>
        <source>points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>Suspended carts</source>
        <translation>挂单</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>取单</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>重打小票</translation>
    </message>
    <message>
        <source>Save as PDF or PNG</source>
        <translation>存为 PDF 或 PNG</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>PDF (*.pdf);;Picture (*.png)</source>
        <translation>PDF (*.pdf);;图片 (*.png)</translation>
    </message>
    <message>
        <source>Please read</source>
        <translation>请注意</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 条明细</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 条明细</translation>
    </message>
    <message>
        <source>A new PIN without the old one?</source>
        <translation>不验证旧密码就换新密码？</translation>
    </message>
    <message>
        <source>Only the manager may do this. Make sure by the member&apos;s papers or phone that the right person stands here.</source>
        <translation>只有店长可以这样做。请核对会员的证件或手机，确认是本人。</translation>
    </message>
    <message>
        <source>It is the right person</source>
        <translation>确认是本人</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Refund…</source>
        <translation>退款…</translation>
    </message>
    <message>
        <source>%1   Refund of %2</source>
        <translation>%1   %2 的退款</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Leave the chain?</source>
        <translation>要退出连锁吗？</translation>
    </message>
    <message>
        <source>Leave the chain</source>
        <translation>退出连锁</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>不退出</translation>
    </message>
    <message>
        <source>at the till</source>
        <translation>在收银台</translation>
    </message>
    <message>
        <source>Who is at the till?</source>
        <translation>现在谁在收银台？</translation>
    </message>
    <message>
        <source>Add cashier…</source>
        <translation>添加收银员…</translation>
    </message>
    <message>
        <source>No longer works here…</source>
        <translation>已不在这里工作…</translation>
    </message>
    <message>
        <source>Nobody is on the list yet.</source>
        <translation>名单上还没有人。</translation>
    </message>
    <message>
        <source>No longer works here?</source>
        <translation>已不在这里工作了吗？</translation>
    </message>
    <message>
        <source>%1 leaves the list, at every till of the chain. The name stays on the receipts of before; adding it again brings it back.</source>
        <translation>%1 将从连锁各收银台的名单上移除。以前的小票上仍保留这个名字；再次添加即可恢复。</translation>
    </message>
    <message>
        <source>No longer works here</source>
        <translation>已不在这里工作</translation>
    </message>
    <message>
        <source>Not sent yet: %1. Once the till has left, the chain never sees it. Let it send first.</source>
        <translation>还有 %1 条未发送。退出后总部再也收不到这些记录，请先让它们发送完。</translation>
    </message>
    <message>
        <source>This till stands alone from then on: what happens here the other tills do not see.

Its products, prices and members stay as they are now. To join again it needs a new code from the hub.</source>
        <translation>此后本收银台单独营业：这里发生的事，其他收银台看不到。

商品、价格和会员保持现在的样子。要再次加入，需要总部给的新码。</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>That is too long. Shorten it and try again.</source>
        <translation>内容太长，请缩短后重试。</translation>
    </message>
    <message>
        <source>That cannot be read. Check it and type it again.</source>
        <translation>无法识别，请核对后重新输入。</translation>
    </message>
    <message>
        <source>That value is too large or too small. Check it and type it again.</source>
        <translation>数值过大或过小，请核对后重新输入。</translation>
    </message>
    <message>
        <source>The file is neither UTF-8 nor GB18030. Save it as “CSV UTF-8” and try again.</source>
        <translation>文件既不是 UTF-8 也不是 GB18030 编码。请另存为“CSV UTF-8”后重试。</translation>
    </message>
    <message>
        <source>No product has this code. Type its name, or add it to the catalogue.</source>
        <translation>没有这个条码的商品。请输入品名，或先添加商品。</translation>
    </message>
    <message>
        <source>This product is off sale. Put it back on sale in the catalogue to sell it.</source>
        <translation>该商品已下架。请先在商品管理中重新上架。</translation>
    </message>
    <message>
        <source>The barcode was misread. Scan it again, or type the number below the bars.</source>
        <translation>条码没扫对。请重扫，或输入条码下方的数字。</translation>
    </message>
    <message>
        <source>Another product has this code already. Choose another one.</source>
        <translation>已有商品使用这个编码，请换一个。</translation>
    </message>
    <message>
        <source>There is no such member. Press F5 to register by phone.</source>
        <translation>没有这位会员。按 F5 用手机号登记。</translation>
    </message>
    <message>
        <source>This is not a complete phone number. Check the digits.</source>
        <translation>手机号不完整，请核对。</translation>
    </message>
    <message>
        <source>Another member has this phone. Look that member up instead.</source>
        <translation>该手机号已属于另一位会员，请直接查找那位会员。</translation>
    </message>
    <message>
        <source>There is no segment of this name. Choose one from the list.</source>
        <translation>没有这个名称的分群，请从列表中选择。</translation>
    </message>
    <message>
        <source>The till does not know this code. Scan the product&apos;s own barcode, or type its name.</source>
        <translation>收银台不认识这个码。请扫商品本身的条码，或输入品名。</translation>
    </message>
    <message>
        <source>This code was not issued by this shop. Ask for the phone number instead.</source>
        <translation>这个码不是本店发的，请改问顾客手机号。</translation>
    </message>
    <message>
        <source>This code has expired. Ask for a fresh one.</source>
        <translation>这个码已过期，请顾客刷新后再扫。</translation>
    </message>
    <message>
        <source>This picture cannot be opened. Choose a PNG or JPEG picture.</source>
        <translation>图片打不开，请选择 PNG 或 JPEG 图片。</translation>
    </message>
    <message>
        <source>There is no readable code in the picture. Take a sharper one, closer to the code.</source>
        <translation>图片里没有可识别的码。请靠近一些，拍清楚再试。</translation>
    </message>
    <message>
        <source>The cart is empty. Scan or type a product first.</source>
        <translation>购物车是空的，请先扫码或输入商品。</translation>
    </message>
    <message>
        <source>There is no more room. Finish or remove something first.</source>
        <translation>放不下了，请先结掉或删除一些。</translation>
    </message>
    <message>
        <source>This quantity cannot be sold. Check the number.</source>
        <translation>数量不对，请核对。</translation>
    </message>
    <message>
        <source>The amount does not cover the total yet. Take the rest first.</source>
        <translation>金额还不够，请先收齐余款。</translation>
    </message>
    <message>
        <source>This amount cannot be taken. Only cash may be more than what is due.</source>
        <translation>不能收这个金额。只有现金可以多收。</translation>
    </message>
    <message>
        <source>The member has not enough points any more. Choose fewer points.</source>
        <translation>会员积分已不够，请少用一些。</translation>
    </message>
    <message>
        <source>There is no such sale on this till. Check the receipt number.</source>
        <translation>这台收银台没有这笔销售单，请核对小票号。</translation>
    </message>
    <message>
        <source>This suspended cart is gone; it was recalled before.</source>
        <translation>这个挂单已经被取走了。</translation>
    </message>
    <message>
        <source>The till&apos;s database did not answer. Try again; if it goes on, restart the till and then call for help.</source>
        <translation>收银台的数据库没有响应。请重试；若仍不行，请重启收银台，再找人帮忙。</translation>
    </message>
    <message>
        <source>The till&apos;s database is busy. Wait a moment and try again.</source>
        <translation>收银台的数据库正忙，请稍等再试。</translation>
    </message>
    <message>
        <source>The till&apos;s database is damaged. Stop selling on this till and restore the latest backup with tangyuan-admin restore.</source>
        <translation>收银台的数据库已损坏。请停用这台收银台，并用 tangyuan-admin restore 恢复最近的备份。</translation>
    </message>
    <message>
        <source>The data was written by a newer version of the program. Install that version; nothing was changed.</source>
        <translation>数据由更新版本的程序写入。请安装新版本；数据没有改动。</translation>
    </message>
    <message>
        <source>There is no till in this folder. Check the folder, or start a new till in an empty one.</source>
        <translation>这个文件夹里没有收银台。请核对文件夹，或在空文件夹中新建。</translation>
    </message>
    <message>
        <source>There is a till in this folder already. Open it, or choose an empty folder for a new one.</source>
        <translation>这个文件夹里已有收银台。请打开它，或另选空文件夹新建。</translation>
    </message>
    <message>
        <source>The disk is full. Free some space, then try again; nothing was lost.</source>
        <translation>磁盘已满。请腾出空间后重试；数据没有丢失。</translation>
    </message>
    <message>
        <source>The till may not write into its folder. Make the disk and the folder writable, then try again.</source>
        <translation>收银台无法写入自己的文件夹。请把磁盘和文件夹设为可写后重试。</translation>
    </message>
    <message>
        <source>Another program has this till open. Close it there, then start again.</source>
        <translation>这台收银台已被另一个程序打开。请先在那边关闭，再启动。</translation>
    </message>
    <message>
        <source>The file does not exist. Check its name and folder.</source>
        <translation>文件不存在，请核对文件名和文件夹。</translation>
    </message>
    <message>
        <source>The file cannot be read. Check that it is there and that you may read it.</source>
        <translation>文件无法读取，请确认文件存在且有权限读取。</translation>
    </message>
    <message>
        <source>The file cannot be written. Choose another folder or name.</source>
        <translation>文件无法写入，请换一个文件夹或文件名。</translation>
    </message>
    <message>
        <source>The record of this till does not hold together. Restore the latest backup and call for help.</source>
        <translation>收银台的业务记录前后对不上。请恢复最近的备份，并找人帮忙。</translation>
    </message>
    <message>
        <source>The points ledger does not add up. Restore the latest backup and call for help.</source>
        <translation>积分台账对不平。请恢复最近的备份，并找人帮忙。</translation>
    </message>
    <message>
        <source>The key of this till is not on this computer. Unlock the keychain of the user who set the till up, or start it with --key-file and the saved key.</source>
        <translation>本机没有这台收银台的密钥。请解锁当初设置收银台的用户的密钥环，或用 --key-file 加上保存的密钥启动。</translation>
    </message>
    <message>
        <source>The computer&apos;s keychain is locked or not running. Unlock it and start again, or use --key-file.</source>
        <translation>本机的密钥环已锁定或未运行。请解锁后重新启动，或使用 --key-file。</translation>
    </message>
    <message>
        <source>This key belongs to another till. Start with the key that was saved with this till.</source>
        <translation>这是另一台收银台的密钥。请用这台收银台自己保存的密钥启动。</translation>
    </message>
    <message>
        <source>This member&apos;s details cannot be opened: they were changed outside the till. Restore the latest backup.</source>
        <translation>这位会员的资料打不开：被收银台以外的程序改动过。请恢复最近的备份。</translation>
    </message>
    <message>
        <source>No printer is set up. Choose one in Settings.</source>
        <translation>还没有设置打印机，请在“设置”里选择。</translation>
    </message>
    <message>
        <source>The printer does not answer. Check its power and cable.</source>
        <translation>打印机没有响应，请检查电源和连线。</translation>
    </message>
    <message>
        <source>The printer is out of paper.</source>
        <translation>打印机缺纸了。</translation>
    </message>
    <message>
        <source>The printer stopped. Check its cover and paper.</source>
        <translation>打印机停了，请检查机盖和纸张。</translation>
    </message>
    <message>
        <source>The scanner does not answer. Check its cable and its name in Settings.</source>
        <translation>扫码枪没有响应，请检查连线和“设置”里的名称。</translation>
    </message>
    <message>
        <source>No camera can be used. Plug one in, or scan from a picture.</source>
        <translation>没有可用的摄像头。请插上摄像头，或从图片识别。</translation>
    </message>
    <message>
        <source>This line was refunded before. Look at the receipt: a line can be refunded once.</source>
        <translation>这一行已经退过款。请查看小票：每行只能退一次。</translation>
    </message>
    <message>
        <source>This much stored value needs the member&apos;s PIN, or the code of this minute from their phone.</source>
        <translation>储值支付超过限额，请会员输入支付密码，或出示手机上的动态码。</translation>
    </message>
    <message>
        <source>The stored value does not cover that. Recharge, or pay the rest in another way.</source>
        <translation>储值余额不足。请先充值，或用其他方式支付其余部分。</translation>
    </message>
    <message>
        <source>This gift is gone: taken already, expired, or not usable today.</source>
        <translation>这份礼品不可用：已领取、已过期或今天不可使用。</translation>
    </message>
    <message>
        <source>The member has had this as often as the rules allow.</source>
        <translation>该会员已达到规则允许的次数。</translation>
    </message>
    <message>
        <source>There is none left. Choose something else.</source>
        <translation>已经没有库存，请选择其他项目。</translation>
    </message>
    <message>
        <source>The rules do not give this to this member.</source>
        <translation>按规则，该会员不享有此项。</translation>
    </message>
    <message>
        <source>The rules do not allow this today.</source>
        <translation>按规则，今天不能办理此项。</translation>
    </message>
    <message>
        <source>These rules are refused: they contradict themselves. Nothing was changed.</source>
        <translation>规则自相矛盾，未被采用；没有任何更改。</translation>
    </message>
    <message>
        <source>The till&apos;s clock and its last sale are far apart. Set the clock right first.</source>
        <translation>收银台的时钟与最近一笔销售相差太远，请先校准时钟。</translation>
    </message>
    <message>
        <source>This member has no PIN yet. Let the member choose one first.</source>
        <translation>这位会员还没有支付密码。请先让会员设置一个。</translation>
    </message>
    <message>
        <source>The PIN is wrong. Let the member type it again.</source>
        <translation>支付密码不对。请会员重新输入。</translation>
    </message>
    <message>
        <source>Too many wrong PINs. The member may try again in %1 minutes.</source>
        <translation>支付密码错误次数太多，%1（分:秒）后才能再试。</translation>
    </message>
    <message>
        <source>This PIN is too easy to guess. Choose 4 to 6 digits, not one digit repeated and no row such as 1234.</source>
        <translation>这个支付密码太容易猜到。请用 4 到 6 位数字，不要全是同一个数字，也不要用 1234 这样的连号。</translation>
    </message>
    <message>
        <source>There is no such feedback. Look it up in the list again.</source>
        <translation>没有这条意见反馈。请在列表里重新查找。</translation>
    </message>
    <message>
        <source>This shop knows no such coupon. It may be of rules that are not in force today.</source>
        <translation>本店没有这种券，也可能它所属的规则今天不生效。</translation>
    </message>
    <message>
        <source>This coupon was not made by the shop: its signature is wrong. Do not take it.</source>
        <translation>这张券不是本店发的：签名不对。请勿收取。</translation>
    </message>
    <message>
        <source>This is a coupon of another shop.</source>
        <translation>这是别家店的券。</translation>
    </message>
    <message>
        <source>The member does not hold this coupon.</source>
        <translation>这位会员没有这张券。</translation>
    </message>
    <message>
        <source>This coupon was used already.</source>
        <translation>这张券已经用过了。</translation>
    </message>
    <message>
        <source>This coupon was revoked by the shop.</source>
        <translation>这张券已被本店作废。</translation>
    </message>
    <message>
        <source>This coupon is not valid yet. Its first day is still to come.</source>
        <translation>这张券还没到可用日期。</translation>
    </message>
    <message>
        <source>This coupon has expired.</source>
        <translation>这张券已过期。</translation>
    </message>
    <message>
        <source>This coupon is for other stores of the chain.</source>
        <translation>这张券限其他门店使用。</translation>
    </message>
    <message>
        <source>This coupon does not hold at this time or for this customer.</source>
        <translation>这张券现在不可用，或不适用于这位顾客。</translation>
    </message>
    <message>
        <source>One order takes no more coupons of this kind.</source>
        <translation>一单不能再用更多同种的券。</translation>
    </message>
    <message>
        <source>Coupons of this kind cannot be given to another member.</source>
        <translation>这种券不能转赠给其他会员。</translation>
    </message>
    <message>
        <source>The shop&apos;s rules let nobody at this counter take something off by hand. The owner can allow it in the rules of prices.</source>
        <translation>按本店规则，此收银员不能手动减价。店主可以在价格规则里放开。</translation>
    </message>
    <message>
        <source>That is more than may be taken off by hand. Take off less, or ask the owner to change the rules of prices.</source>
        <translation>超过了手动减价的上限。请少减一些，或请店主修改价格规则。</translation>
    </message>
    <message>
        <source>Say why something is taken off.</source>
        <translation>请填写减价的原因。</translation>
    </message>
    <message>
        <source>What this should undo is not known here, or was undone already. Look at the member&apos;s statement.</source>
        <translation>要撤销的内容这里没有，或者已经撤销过了。请查看会员对账单。</translation>
    </message>
    <message>
        <source>Some of what this gave is spent, so it cannot be undone as a whole. Pay out or adjust by hand what is left.</source>
        <translation>当时所给的已经用掉一部分，不能整笔撤销。剩下的请用储值退款或手工调整处理。</translation>
    </message>
    <message>
        <source>A draw stands, or the published odds would be untrue. A mistake is put right by adjusting points, with a reason.</source>
        <translation>抽奖不能撤销，否则公示的概率就不真实了。操作有误请用手工调整积分并写明原因。</translation>
    </message>
    <message>
        <source>The hub does not know this code: it was used, is over, or was cut short. Ask for a new one.</source>
        <translation>总部不认得这个码：可能已用过、已过期，或没有扫全。请索取新码。</translation>
    </message>
    <message>
        <source>Another till of the chain has this till&apos;s code on its receipts. Change the till code in Settings, then join.</source>
        <translation>连锁里另一台收银台的小票已经用了本机的编号。请在设置里改收银台编号，再加入。</translation>
    </message>
    <message>
        <source>The hub did not take this till in. Ask whoever runs it.</source>
        <translation>总部没有接受本机。请询问管理总部的人。</translation>
    </message>
    <message>
        <source>The hub does not answer. Check the network; the till sells on and sends everything later.</source>
        <translation>总部没有回应。请检查网络；收银照常，数据之后会补发。</translation>
    </message>
    <message>
        <source>Who answers at the hub&apos;s address is not the hub of this chain. Nothing was sent. Call whoever runs the hub.</source>
        <translation>总部地址上回应的不是本连锁的总部，什么都没有发出。请联系管理总部的人。</translation>
    </message>
    <message>
        <source>The hub cannot do that now. The till tries again by itself.</source>
        <translation>总部现在做不了，本机会自动重试。</translation>
    </message>
    <message>
        <source>The hub and this till speak different versions. Update the older of the two; nothing is lost until then.</source>
        <translation>总部与本机版本不同。请升级较旧的一方；在那之前数据不会丢。</translation>
    </message>
    <message>
        <source>This till was taken out of the chain. It sells on alone; to join again it needs a new code from the hub.</source>
        <translation>本机已被移出连锁，可以独立继续收银；要再加入，需要总部给的新码。</translation>
    </message>
    <message>
        <source>There is no cashier of this name. Choose one from the list.</source>
        <translation>没有叫这个名字的收银员，请从名单里选择。</translation>
    </message>
    <message>
        <source>A cashier of this name works here already. Add the family name or a number to tell them apart.</source>
        <translation>已有叫这个名字的收银员在职，请加上姓氏或编号以便区分。</translation>
    </message>
</context>
<context>
    <name>ManagerFiles</name>
    <message>
        <source>For Excel (UTF-8 with mark)</source>
        <translation>Excel 用（UTF-8 带 BOM）</translation>
    </message>
    <message>
        <source>For older Excel (GB18030)</source>
        <translation>旧版 Excel 用（GB18030）</translation>
    </message>
    <message>
        <source>For other programs (UTF-8)</source>
        <translation>其他程序用（UTF-8）</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message>
        <source>Member</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>Silver member</source>
        <translation>银卡会员</translation>
    </message>
    <message>
        <source>Gold member</source>
        <translation>金卡会员</translation>
    </message>
    <message>
        <source>Diamond member</source>
        <translation>钻石会员</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>银行卡</translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation>微信支付</translation>
    </message>
    <message>
        <source>Alipay</source>
        <translation>支付宝</translation>
    </message>
    <message>
        <source>Other payment</source>
        <translation>其他支付</translation>
    </message>
    <message>
        <source>Silver price</source>
        <translation>银卡价</translation>
    </message>
    <message>
        <source>Gold price</source>
        <translation>金卡价</translation>
    </message>
    <message>
        <source>Diamond price</source>
        <translation>钻石价</translation>
    </message>
    <message>
        <source>Member price</source>
        <translation>会员价</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>*** REPRINT ***</source>
        <translation>*** 补打 ***</translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation>收银员</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Subtotal</source>
        <translation>小计</translation>
    </message>
    <message>
        <source>You saved</source>
        <translation>已优惠</translation>
    </message>
    <message>
        <source>with points</source>
        <translation>积分抵现</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>找零</translation>
    </message>
    <message>
        <source>Member number</source>
        <translation>会员号</translation>
    </message>
    <message>
        <source>Points spent</source>
        <translation>使用积分</translation>
    </message>
    <message>
        <source>Points earned</source>
        <translation>获得积分</translation>
    </message>
    <message>
        <source>Points balance</source>
        <translation>积分余额</translation>
    </message>
    <message>
        <source>Receipt %1</source>
        <translation>小票 %1</translation>
    </message>
    <message>
        <source>Member card %1</source>
        <translation>会员卡 %1</translation>
    </message>
    <message>
        <source>Show this code when you pay</source>
        <translation>结账时请出示此码</translation>
    </message>
    <message>
        <source>Printer test</source>
        <translation>打印测试</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>加粗</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>If you can read all this, the printer is ready.</source>
        <translation>以上内容都清楚，打印机就可以用了。</translation>
    </message>
    <message>
        <source>Stored value</source>
        <translation>储值</translation>
    </message>
    <message>
        <source>Contract price</source>
        <translation>协议价</translation>
    </message>
    <message>
        <source>Recharge</source>
        <translation>充值</translation>
    </message>
    <message>
        <source>Pay-out of stored value</source>
        <translation>储值退款</translation>
    </message>
    <message>
        <source>Points mall</source>
        <translation>积分商城</translation>
    </message>
    <message>
        <source>Gift</source>
        <translation>礼品</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>抽奖</translation>
    </message>
    <message>
        <source>Stored value, paid in</source>
        <translation>储值本金</translation>
    </message>
    <message>
        <source>Stored value, given on top</source>
        <translation>储值赠送金</translation>
    </message>
    <message>
        <source>Refund %1</source>
        <translation>退款 %1</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Of sale</source>
        <translation>原单号</translation>
    </message>
    <message>
        <source>Points returned</source>
        <translation>退回积分</translation>
    </message>
    <message>
        <source>Points taken back</source>
        <translation>扣回积分</translation>
    </message>
    <message>
        <source>Gift taken back</source>
        <translation>收回礼品</translation>
    </message>
    <message>
        <source>Stored value left</source>
        <translation>储值余额</translation>
    </message>
    <message>
        <source>Signature: ________________</source>
        <translation>签名：________________</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Purchase</source>
        <translation>消费</translation>
    </message>
    <message>
        <source>Extra for a purchase</source>
        <translation>消费奖励</translation>
    </message>
    <message>
        <source>Gift with a purchase</source>
        <translation>满赠</translation>
    </message>
    <message>
        <source>Check-in</source>
        <translation>签到</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>评价</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>推荐有礼</translation>
    </message>
    <message>
        <source>Adjusted by hand</source>
        <translation>手工调整</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>No longer put aside</source>
        <translation>解冻</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Donation</source>
        <translation>捐赠</translation>
    </message>
    <message>
        <source>Gift taken</source>
        <translation>领取礼品</translation>
    </message>
    <message>
        <source>Given by hand</source>
        <translation>手工赠送</translation>
    </message>
    <message>
        <source>Welcome gift</source>
        <translation>入会礼</translation>
    </message>
    <message>
        <source>Birthday gift</source>
        <translation>生日礼</translation>
    </message>
    <message>
        <source>Tier reached</source>
        <translation>升级礼</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>过期</translation>
    </message>
    <message>
        <source>Statement %1</source>
        <translation>会员对账单 %1</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>对账单</translation>
    </message>
    <message>
        <source>From %1-%2 on:</source>
        <translation>自 %1 月 %2 日起：</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 积分</translation>
    </message>
    <message>
        <source>%1 stored value</source>
        <translation>%1 储值</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>退款合计</translation>
    </message>
    <message>
        <source>%1 (%2 points)</source>
        <translation>%1（%2 积分）</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>减价</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>抹零</translation>
    </message>
    <message>
        <source>Coupon given back</source>
        <translation>退还优惠券</translation>
    </message>
    <message>
        <source>Coupon used</source>
        <translation>已用优惠券</translation>
    </message>
    <message>
        <source>Balance before</source>
        <translation>此前余额</translation>
    </message>
</context>
<context>
    <name>ReportViews</name>
    <message>
        <source>Total</source>
        <translation>销售额</translation>
    </message>
    <message>
        <source>%1 at full price</source>
        <translation>原价 %1</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>销售单数</translation>
    </message>
    <message>
        <source>%1 to members</source>
        <translation>会员 %1 单</translation>
    </message>
    <message>
        <source>Average sale</source>
        <translation>客单价</translation>
    </message>
    <message>
        <source>Member share</source>
        <translation>会员占比</translation>
    </message>
    <message>
        <source>Saved by customers</source>
        <translation>优惠金额</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>毛利</translation>
    </message>
    <message>
        <source>To members</source>
        <translation>会员单数</translation>
    </message>
    <message>
        <source>Full price</source>
        <translation>原价</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>优惠</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Week of %1</source>
        <translation>%1 当周</translation>
    </message>
    <message>
        <source>No sales in these days. Choose other days above, or sell something at the counter.</source>
        <translation>这段时间没有销售。请在上方换个日期，或先开几单。</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Total by day, ¥</source>
        <translation>每日销售额（¥）</translation>
    </message>
    <message>
        <source>Total by week, ¥</source>
        <translation>每周销售额（¥）</translation>
    </message>
    <message>
        <source>Total by month, ¥</source>
        <translation>每月销售额（¥）</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Total by hour of the day, ¥</source>
        <translation>各时段销售额（¥）</translation>
    </message>
    <message>
        <source>Best sellers, ¥</source>
        <translation>畅销商品（¥）</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Margin %</source>
        <translation>毛利率</translation>
    </message>
    <message>
        <source>Products sold</source>
        <translation>售出商品种数</translation>
    </message>
    <message>
        <source>Nothing of this category was sold in these days. Choose another category or other days above.</source>
        <translation>这段时间该分类没有销售。请在上方换个分类或日期。</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>会员数</translation>
    </message>
    <message>
        <source>New members</source>
        <translation>新会员</translation>
    </message>
    <message>
        <source>Bought something</source>
        <translation>有消费会员</translation>
    </message>
    <message>
        <source>Total of members</source>
        <translation>会员销售额</translation>
    </message>
    <message>
        <source>Sales to members</source>
        <translation>会员单数</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>共 %1 单</translation>
    </message>
    <message>
        <source>New members by day</source>
        <translation>每日新会员</translation>
    </message>
    <message>
        <source>New members by week</source>
        <translation>每周新会员</translation>
    </message>
    <message>
        <source>New members by month</source>
        <translation>每月新会员</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>会员号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Spend</source>
        <translation>消费额</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>消费次数</translation>
    </message>
    <message>
        <source>No members yet. Register the first one at the counter by typing a phone number.</source>
        <translation>还没有会员。在收银界面输入手机号即可登记第一位。</translation>
    </message>
    <message>
        <source>No member came in these days. Choose other days above.</source>
        <translation>这段时间没有会员来店。请在上方换个日期。</translation>
    </message>
    <message>
        <source>WeChat</source>
        <translation>微信</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>储值</translation>
    </message>
    <message>
        <source>Refunds</source>
        <translation>退款笔数</translation>
    </message>
    <message>
        <source>Stores that sold</source>
        <translation>有销售的门店</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>门店</translation>
    </message>
    <message>
        <source>All days</source>
        <translation>全部日期</translation>
    </message>
    <message>
        <source>All stores</source>
        <translation>全部门店</translation>
    </message>
    <message>
        <source>No store sold anything in these days. Choose other days above.</source>
        <translation>这些日子里没有门店有销售。请在上面选择其他日期。</translation>
    </message>
    <message>
        <source>Members&apos; share</source>
        <translation>会员单占比</translation>
    </message>
    <message>
        <source>of %1 stores</source>
        <translation>共 %1 家</translation>
    </message>
</context>
<context>
    <name>SettingsText</name>
    <message>
        <source>This is too long: at most %1 characters.</source>
        <translation>太长了：最多 %1 个字符。</translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation>此项必填。</translation>
    </message>
    <message>
        <source>Write a whole number from %1 to %2.</source>
        <translation>请填 %1 到 %2 的整数。</translation>
    </message>
    <message>
        <source>Write an amount above zero, as 10 or 10.00.</source>
        <translation>请填大于零的金额，如 10 或 10.00。</translation>
    </message>
    <message>
        <source>Write a percentage from 0 to 100.</source>
        <translation>请填 0 到 100 的百分比。</translation>
    </message>
    <message>
        <source>“%1” is no label layout. Use 13 characters as 20IIIIIWWWWWC: I number, W grams, P price, C check digit.</source>
        <translation>“%1”不是标签格式。请用 13 个字符，如 20IIIIIWWWWWC：I 货号，W 克数，P 价格，C 校验位。</translation>
    </message>
    <message>
        <source>Use letters and digits only, as A01.</source>
        <translation>只能用字母和数字，如 A01。</translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message>
        <source>Filling: %1 of about %2</source>
        <translation>正在下载：%1 / 约 %2</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 条待发送</translation>
    </message>
    <message>
        <source>All sent</source>
        <translation>已全部发送</translation>
    </message>
    <message>
        <source>  ·  %1 to look at</source>
        <translation>  ·  %1 条待处理</translation>
    </message>
    <message>
        <source>Looking for the hub.</source>
        <translation>正在寻找总部。</translation>
    </message>
    <message>
        <source>The till and the hub talk.</source>
        <translation>本机与总部联系正常。</translation>
    </message>
    <message>
        <source>This till stands alone.</source>
        <translation>本机独立运行。</translation>
    </message>
    <message>
        <source>Looking for the hub…</source>
        <translation>正在寻找总部…</translation>
    </message>
    <message>
        <source>Working offline since %1</source>
        <translation>%1 起离线收银</translation>
    </message>
    <message>
        <source>This is not our hub</source>
        <translation>对方不是本连锁的总部</translation>
    </message>
    <message>
        <source>This till was taken out of the chain</source>
        <translation>本机已被移出连锁</translation>
    </message>
    <message>
        <source>The hub has another version</source>
        <translation>总部版本不同</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>连锁</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>门店</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>总部地址</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>上次联系</translation>
    </message>
    <message>
        <source>not since the till was started</source>
        <translation>本机启动后还没有联系上</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待发送</translation>
    </message>
    <message>
        <source>Nothing: the hub has all that happened here.</source>
        <translation>没有：这里发生的一切总部都已收到。</translation>
    </message>
    <message>
        <source>%1, the first since %2</source>
        <translation>%1 条，最早的是 %2</translation>
    </message>
    <message>
        <source>First fill</source>
        <translation>首次下载</translation>
    </message>
    <message>
        <source>Spent more than there was</source>
        <translation>用掉的比余额多</translation>
    </message>
    <message>
        <source>Two histories of one till: an old backup, or a copy</source>
        <translation>同一台收银台有两份历史：旧备份或被复制</translation>
    </message>
    <message>
        <source>Two things happened under one id</source>
        <translation>同一编号下发生了两件事</translation>
    </message>
    <message>
        <source>The hub cannot read what a till sent</source>
        <translation>总部读不懂收银台发来的内容</translation>
    </message>
    <message>
        <source>The till&apos;s clock is wrong</source>
        <translation>收银台的时钟不对</translation>
    </message>
    <message>
        <source>A number was given twice: this member has another one now</source>
        <translation>会员号重复：这位会员已换新号</translation>
    </message>
    <message>
        <source>One phone, registered twice: one member now</source>
        <translation>同一手机号注册了两次：已合并为一位会员</translation>
    </message>
    <message>
        <source>Two tills changed the same thing</source>
        <translation>两台收银台改了同一样东西</translation>
    </message>
    <message>
        <source>Two products with one code</source>
        <translation>两个商品用了同一个条码</translation>
    </message>
    <message>
        <source>A coupon was used too often</source>
        <translation>优惠券用的次数超了</translation>
    </message>
    <message>
        <source>Something unusual (%1)</source>
        <translation>异常情况（%1）</translation>
    </message>
    <message>
        <source>%1:  %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>The hub was restored from a backup: the tills send it again what it lost</source>
        <translation>总部从备份恢复过：各收银台会补发它丢失的记录</translation>
    </message>
</context>
<context>
    <name>TillCommandLine</name>
    <message>
        <source>The till of a shop that knows its regulars.</source>
        <translation>懂得熟客的小店收银台。</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>显示本帮助。</translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation>显示版本。</translation>
    </message>
    <message>
        <source>Folder of the till; made if it is missing. Default: %1</source>
        <translation>收银台的文件夹，没有则新建。默认：%1</translation>
    </message>
    <message>
        <source>Keep the till&apos;s key in this file instead of the keychain.</source>
        <translation>把收银台的密钥存在此文件，而不是密钥环。</translation>
    </message>
    <message>
        <source>Fill the screen.</source>
        <translation>全屏显示。</translation>
    </message>
    <message>
        <source>zh_CN or en; default: as in Settings, or as the computer.</source>
        <translation>zh_CN 或 en；默认按“设置”，否则跟随系统。</translation>
    </message>
    <message>
        <source>Size of everything: 1 is made for 1366×768. Default: as fits the screen.</source>
        <translation>界面缩放：1 对应 1366×768。默认按屏幕自动调整。</translation>
    </message>
    <message>
        <source>Write the milliseconds from start to the first frame into this file.</source>
        <translation>把启动到首帧的毫秒数写入此文件。</translation>
    </message>
    <message>
        <source>How much the log tells: trouble, notice or detail; default: notice. Nothing in it is about a person.</source>
        <translation>日志详细程度：trouble（仅故障）、notice（重要事件）或 detail（全部），默认 notice。日志不含任何个人信息。</translation>
    </message>
    <message>
        <source>Write the log into this file. Default: %1 in the till&apos;s folder.</source>
        <translation>把日志写入此文件。默认：收银台文件夹中的 %1。</translation>
    </message>
    <message>
        <source>The log tells trouble, notice or detail.</source>
        <translation>日志级别只能是 trouble、notice 或 detail。</translation>
    </message>
    <message>
        <source>Try tangyuan --help.</source>
        <translation>请运行 tangyuan --help。</translation>
    </message>
    <message>
        <source>Unknown argument: %1</source>
        <translation>未知参数：%1</translation>
    </message>
    <message>
        <source>The language is zh_CN or en.</source>
        <translation>语言只能是 zh_CN 或 en。</translation>
    </message>
    <message>
        <source>The scale is a number up to 2.</source>
        <translation>缩放须是不超过 2 的数字。</translation>
    </message>
    <message>
        <source>The folder has no name.</source>
        <translation>没有给出文件夹名。</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Silver price</source>
        <translation>银卡价</translation>
    </message>
    <message>
        <source>Gold price</source>
        <translation>金卡价</translation>
    </message>
    <message>
        <source>Diamond price</source>
        <translation>钻石价</translation>
    </message>
    <message>
        <source>Member price</source>
        <translation>会员价</translation>
    </message>
    <message>
        <source>Regular</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>Silver</source>
        <translation>银卡</translation>
    </message>
    <message>
        <source>Gold</source>
        <translation>金卡</translation>
    </message>
    <message>
        <source>Diamond</source>
        <translation>钻石</translation>
    </message>
    <message>
        <source>Not told</source>
        <translation>未填</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>银行卡</translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation>微信支付</translation>
    </message>
    <message>
        <source>Alipay</source>
        <translation>支付宝</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>%1/kg</source>
        <translation>%1/公斤</translation>
    </message>
    <message>
        <source>Erased member</source>
        <translation>已抹除会员</translation>
    </message>
    <message>
        <source>Member %1</source>
        <translation>会员 %1</translation>
    </message>
    <message>
        <source>Today %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>Yesterday %1</source>
        <translation>昨天 %1</translation>
    </message>
    <message>
        <source>%1, today</source>
        <translation>%1（今天）</translation>
    </message>
    <message>
        <source>%1, tomorrow</source>
        <translation>%1（明天）</translation>
    </message>
    <message>
        <source>%1, in %2 days</source>
        <translation>%1（还有 %2 天）</translation>
    </message>
    <message>
        <source>Stored value</source>
        <translation>储值</translation>
    </message>
    <message>
        <source>Contract price</source>
        <translation>协议价</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 积分</translation>
    </message>
    <message>
        <source>%1 stored value</source>
        <translation>%1 储值</translation>
    </message>
    <message>
        <source>Welcome gift</source>
        <translation>入会礼</translation>
    </message>
    <message>
        <source>Birthday gift</source>
        <translation>生日礼</translation>
    </message>
    <message>
        <source>Now %1</source>
        <translation>升为%1会员</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 (%2 points)</source>
        <translation>%1（%2 积分）</translation>
    </message>
    <message>
        <source>By hand: %1</source>
        <translation>手动减价：%1</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>抹零</translation>
    </message>
</context>
<context>
    <name>tangyuan::Banner</name>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
</context>
<context>
    <name>tangyuan::CameraDialog</name>
    <message>
        <source>Hold the code in front of the camera</source>
        <translation>请把码对准摄像头</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>tangyuan::CartList</name>
    <message>
        <source>price from the label</source>
        <translation>价格取自标签</translation>
    </message>
    <message>
        <source>%1 more reasons</source>
        <translation>另有 %1 项</translation>
    </message>
    <message>
        <source>Not enough points for the points price</source>
        <translation>积分不足，未按积分换购</translation>
    </message>
</context>
<context>
    <name>tangyuan::CartOffers</name>
    <message>
        <source>One more for %1 off (%2)</source>
        <translation>再来 1 件可减 %1（%2）</translation>
    </message>
    <message>
        <source>%1 more pieces for %2 off (%3)</source>
        <translation>再来 %1 件可减 %2（%3）</translation>
    </message>
    <message>
        <source>%1 more for %2 off (%3)</source>
        <translation>再买 %1 可减 %2（%3）</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>暂未生效</translation>
    </message>
    <message>
        <source>It does not lower this order yet. Press to take it off.</source>
        <translation>这单暂未用上。点一下取下。</translation>
    </message>
    <message>
        <source>Press to take it off.</source>
        <translation>点一下取下。</translation>
    </message>
    <message>
        <source>Take the coupon %1 off</source>
        <translation>取下优惠券 %1</translation>
    </message>
</context>
<context>
    <name>tangyuan::CartPane</name>
    <message>
        <source>Ready for the next customer</source>
        <translation>请接待下一位顾客</translation>
    </message>
    <message>
        <source>Scan a barcode, or type a number, a name or its first letters.</source>
        <translation>扫条码，或输入货号、品名、拼音首字母。</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>1 item</source>
        <translation>共 1 件</translation>
    </message>
    <message>
        <source>%1 items</source>
        <translation>共 %1 件</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已优惠 %1</translation>
    </message>
    <message>
        <source>pays with %1 points</source>
        <translation>使用 %1 积分</translation>
    </message>
    <message>
        <source>earns %1 points</source>
        <translation>可得 %1 积分</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>找零</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>实收</translation>
    </message>
    <message>
        <source>Total %1</source>
        <translation>合计 %1</translation>
    </message>
    <message>
        <source>Sale %1</source>
        <translation>销售单 %1</translation>
    </message>
    <message>
        <source>Sale %1  ·  member has %2 points</source>
        <translation>销售单 %1  ·  会员现有 %2 积分</translation>
    </message>
</context>
<context>
    <name>tangyuan::CartSums</name>
    <message>
        <source>%1 more reasons</source>
        <translation>另有 %1 项</translation>
    </message>
</context>
<context>
    <name>tangyuan::CataloguePage</name>
    <message>
        <source>Name, initials, PLU or barcode</source>
        <translation>品名、拼音首字母、货号或条码</translation>
    </message>
    <message>
        <source>Off sale too</source>
        <translation>含下架商品</translation>
    </message>
    <message>
        <source>Add product</source>
        <translation>添加商品</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Choose a product in the list first.</source>
        <translation>请先在列表里选一个商品。</translation>
    </message>
    <message>
        <source>All categories</source>
        <translation>全部分类</translation>
    </message>
    <message>
        <source>Saved. The counter sells it so from now on.</source>
        <translation>已保存，收银立即生效。</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>没有导入任何内容。</translation>
    </message>
    <message>
        <source>%1 products were added and %2 changed.</source>
        <translation>新增商品 %1 个，修改 %2 个。</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>已导出到 %1。</translation>
    </message>
</context>
<context>
    <name>tangyuan::CataloguePresenter</name>
    <message>
        <source>Give the product a number of its own (PLU).</source>
        <translation>请填写不重复的货号。</translation>
    </message>
    <message>
        <source>%1 has this PLU already.</source>
        <translation>“%1”已使用这个货号。</translation>
    </message>
    <message>
        <source>Give the product a name.</source>
        <translation>请填写品名。</translation>
    </message>
    <message>
        <source>Choose a category, or type a new one.</source>
        <translation>请选择分类，或输入新分类。</translation>
    </message>
    <message>
        <source>Type an amount such as 12.50, up to %1.</source>
        <translation>请输入金额，如 12.50，最高 %1。</translation>
    </message>
    <message>
        <source>%1 is no valid barcode. Scan it again, or check its digits.</source>
        <translation>%1 不是有效条码。请重扫，或核对数字。</translation>
    </message>
    <message>
        <source>%1 belongs to %2 already.</source>
        <translation>%1 已属于“%2”。</translation>
    </message>
    <message>
        <source>A product has %1 barcodes at most.</source>
        <translation>一个商品最多 %1 个条码。</translation>
    </message>
    <message>
        <source>PLU</source>
        <translation>货号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>品名</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>售价</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Barcodes</source>
        <translation>条码</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source> and %1 more</source>
        <translation> 等，另有 %1 个</translation>
    </message>
    <message>
        <source>On sale</source>
        <translation>在售</translation>
    </message>
    <message>
        <source>Off sale</source>
        <translation>下架</translation>
    </message>
    <message>
        <source>The catalogue is empty. Add the first product, or import a CSV file.</source>
        <translation>还没有商品。请添加第一个商品，或导入 CSV 文件。</translation>
    </message>
    <message>
        <source>No product matches. Shorten the search, choose another category, or show those off sale too.</source>
        <translation>没有符合的商品。请缩短搜索内容、换个分类，或勾选“含下架商品”。</translation>
    </message>
    <message>
        <source>The tag “%1” stands there twice.</source>
        <translation>标签“%1”写了两遍。</translation>
    </message>
    <message>
        <source>A product has %1 tags at most, each of up to %2 characters. Write commas between them.</source>
        <translation>一个商品最多 %1 个标签，每个不超过 %2 个字，用逗号隔开。</translation>
    </message>
    <message>
        <source>The best-before day is no date. Write it as 2026-11-30, or leave it empty.</source>
        <translation>保质期不是有效日期。请写成 2026-11-30，或留空。</translation>
    </message>
</context>
<context>
    <name>tangyuan::ChainDialog</name>
    <message>
        <source>The chain</source>
        <translation>连锁</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Leave the chain…</source>
        <translation>退出连锁…</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>收银台</translation>
    </message>
</context>
<context>
    <name>tangyuan::ChainPresenter</name>
    <message>
        <source>What a manager should look at is listed here once the hub answers.</source>
        <translation>联系上总部后，需要店长处理的事项会列在这里。</translation>
    </message>
    <message>
        <source>Asking the hub…</source>
        <translation>正在询问总部…</translation>
    </message>
    <message>
        <source>Nothing: all is in order.</source>
        <translation>没有：一切正常。</translation>
    </message>
    <message>
        <source>Trying now…</source>
        <translation>正在重试…</translation>
    </message>
    <message>
        <source>Settled.</source>
        <translation>已处理。</translation>
    </message>
</context>
<context>
    <name>tangyuan::ChooseDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>tangyuan::CouponsDialog</name>
    <message>
        <source>Coupons</source>
        <translation>优惠券</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已优惠 %1</translation>
    </message>
    <message>
        <source>Total %1</source>
        <translation>合计 %1</translation>
    </message>
</context>
<context>
    <name>tangyuan::CouponsPresenter</name>
    <message>
        <source>A number or Enter lays a coupon on the cart, or takes it off. A scan lays a printed one.</source>
        <translation>按数字键或回车用券，再按一次取下。纸质券扫一下即可。</translation>
    </message>
    <message>
        <source>This member has no coupon. Scan a printed one: that lays it on the cart.</source>
        <translation>这位会员没有优惠券。扫纸质券即可使用。</translation>
    </message>
    <message>
        <source>Scan a printed coupon: that lays it on the cart. A member&apos;s own coupons come with the member.</source>
        <translation>扫纸质券即可使用。会员自己的券，先录入会员就能看到。</translation>
    </message>
    <message>
        <source>On the cart</source>
        <translation>本单已用</translation>
    </message>
    <message>
        <source>printed, number %1</source>
        <translation>纸质券，第 %1 张</translation>
    </message>
    <message>
        <source>ends today</source>
        <translation>今天到期</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>有效期至 %1</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>takes nothing off this order yet</source>
        <translation>这单暂不能减</translation>
    </message>
    <message>
        <source>That is no coupon. Close this list first to scan anything else.</source>
        <translation>这不是优惠券。要扫别的，先关闭这个窗口。</translation>
    </message>
    <message>
        <source>This coupon lies on the cart already.</source>
        <translation>这张券本单已经用了。</translation>
    </message>
    <message>
        <source>%1 takes %2 off.</source>
        <translation>%1 已减 %2。</translation>
    </message>
    <message>
        <source>%1 will be used.</source>
        <translation>%1 将被使用。</translation>
    </message>
    <message>
        <source>%1 lies on the cart. It does not lower this order yet.</source>
        <translation>%1 已放入本单，暂时还减不了。</translation>
    </message>
</context>
<context>
    <name>tangyuan::DateRangeChooser</name>
    <message>
        <source>First day</source>
        <translation>开始日期</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>结束日期</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>近 30 天</translation>
    </message>
    <message>
        <source>Five years at most.</source>
        <translation>最多五年。</translation>
    </message>
    <message>
        <source>The last day is before the first.</source>
        <translation>结束日期早于开始日期。</translation>
    </message>
</context>
<context>
    <name>tangyuan::Dialog</name>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>tangyuan::DiscountDialog</name>
    <message>
        <source>Discount by hand</source>
        <translation>手工优惠</translation>
    </message>
    <message>
        <source>Take it off again</source>
        <translation>取消优惠</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>This line</source>
        <translation>本行</translation>
    </message>
    <message>
        <source>The whole order</source>
        <translation>整单</translation>
    </message>
    <message>
        <source>Why; it stands in the record   Tab</source>
        <translation>原因，会记录在案   Tab</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>at most %1 % may be taken off</source>
        <translation>最多可优惠 %1 %</translation>
    </message>
    <message>
        <source>%1   total %2</source>
        <translation>%1   合计 %2</translation>
    </message>
</context>
<context>
    <name>tangyuan::HelpOverlay</name>
    <message>
        <source>All keys</source>
        <translation>全部快捷键</translation>
    </message>
    <message>
        <source>The box</source>
        <translation>输入框</translation>
    </message>
    <message>
        <source>The sale</source>
        <translation>销售</translation>
    </message>
    <message>
        <source>Cart and till</source>
        <translation>购物车与收银台</translation>
    </message>
    <message>
        <source>Any key closes this page.</source>
        <translation>按任意键关闭。</translation>
    </message>
</context>
<context>
    <name>tangyuan::ImportDialog</name>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>导入 %1</translation>
    </message>
    <message>
        <source>%1 new, %2 changed, %3 as they were; %4 problems.</source>
        <translation>新增 %1，修改 %2，未变 %3；有问题 %4。</translation>
    </message>
    <message>
        <source>These rows are not imported. Mend them in the file and import it again:</source>
        <translation>以下各行不会导入，请在文件里改好后重新导入：</translation>
    </message>
    <message>
        <source>Import nothing</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import the %1 good rows</source>
        <translation>导入 %1 行正确数据</translation>
    </message>
</context>
<context>
    <name>tangyuan::InputDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
</context>
<context>
    <name>tangyuan::JoinDialog</name>
    <message>
        <source>Join a chain</source>
        <translation>加入连锁</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>The hub&apos;s owner makes a code for this till; it is good once, for a day. Scan it from the hub&apos;s screen, or paste it.

The till then sends the chain everything that happened here, its members too, and takes over the chain&apos;s products, prices, rules and members. It sells on at any time, with or without the network.</source>
        <translation>管理总部的人会为本机生成一个码，一天内有效，只能用一次。请扫总部屏幕上的码，或粘贴到这里。

之后本机会把这里发生的一切（包括会员）发给连锁，并接收连锁的商品、价格、规则和会员。无论有没有网络，随时都能收银。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>tangyuan::JoinPresenter</name>
    <message>
        <source>Scan the code that the hub shows, or paste it here. It begins with TYE.</source>
        <translation>请扫总部显示的码，或粘贴到这里。它以 TYE 开头。</translation>
    </message>
    <message>
        <source>That is no code of a hub. It begins with TYE; scan or copy all of it.</source>
        <translation>这不是总部的码。它以 TYE 开头，请扫全或复制完整。</translation>
    </message>
    <message>
        <source>Asking the hub…</source>
        <translation>正在询问总部…</translation>
    </message>
    <message>
        <source>The hub lets this till in. Its members are sealed with the chain&apos;s key now; with very many this takes a minute.</source>
        <translation>总部已接受本机。正在用连锁的密钥重新加密会员资料；会员很多时需要一分钟。</translation>
    </message>
    <message>
        <source>This till belongs to %1 now, store %2. What the chain has comes in the background; you can sell meanwhile.</source>
        <translation>本机现在属于%1，门店 %2。连锁的数据会在后台下载，期间可以照常收银。</translation>
    </message>
</context>
<context>
    <name>tangyuan::MainWindow</name>
    <message>
        <source>%1  ·  cashier %2</source>
        <translation>%1  ·  收银员 %2</translation>
    </message>
    <message>
        <source>Scan from a picture</source>
        <translation>从图片识别</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.bmp *.webp)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.bmp *.webp)</translation>
    </message>
</context>
<context>
    <name>tangyuan::ManagerPage</name>
    <message>
        <source>Adding up…</source>
        <translation>统计中…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>销售</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>Catalogue</source>
        <translation>商品管理</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>按天</translation>
    </message>
    <message>
        <source>By hour</source>
        <translation>按小时</translation>
    </message>
    <message>
        <source>Top members</source>
        <translation>会员排行</translation>
    </message>
    <message>
        <source>New by day</source>
        <translation>每日新增会员</translation>
    </message>
    <message>
        <source>What is exported</source>
        <translation>导出内容</translation>
    </message>
    <message>
        <source>Choose the days above.</source>
        <translation>请在上方选择日期。</translation>
    </message>
    <message>
        <source>All categories</source>
        <translation>全部分类</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>已导出到 %1。</translation>
    </message>
    <message>
        <source>All stores</source>
        <translation>全部门店</translation>
    </message>
    <message>
        <source>Asking the hub…</source>
        <translation>正在询问总部…</translation>
    </message>
</context>
<context>
    <name>tangyuan::ManagerPresenter</name>
    <message>
        <source>Of all stores, at most %1 days are shown at once. Choose other days above.</source>
        <translation>全部门店的报表一次最多显示 %1 天。请在上面选择其他日期。</translation>
    </message>
    <message>
        <source>The hub cannot be reached now.</source>
        <translation>现在联系不上总部。</translation>
    </message>
    <message>
        <source>This till&apos;s own reports are there as always.</source>
        <translation>本收银台自己的报表照常可看。</translation>
    </message>
</context>
<context>
    <name>tangyuan::MemberPanel</name>
    <message>
        <source>No member yet</source>
        <translation>还没有会员</translation>
    </message>
    <message>
        <source>Scan the member card, or type the phone, its last four digits or the name into the box.

A new phone can be registered at once.</source>
        <translation>请扫会员码，或在输入框里输入手机号、后四位或姓名。

新手机号可当场登记。</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>Last purchases</source>
        <translation>最近消费</translation>
    </message>
    <message>
        <source>Not enough to pay with yet</source>
        <translation>积分还不够抵现</translation>
    </message>
    <message>
        <source>worth %1</source>
        <translation>可抵 %1</translation>
    </message>
    <message>
        <source>Birthday %1</source>
        <translation>生日 %1</translation>
    </message>
    <message>
        <source>This is the first visit.</source>
        <translation>第一次来店。</translation>
    </message>
    <message>
        <source>Stored value</source>
        <translation>储值</translation>
    </message>
    <message>
        <source>Gifts waiting</source>
        <translation>待领礼品</translation>
    </message>
    <message>
        <source>Usually buys</source>
        <translation>常买</translation>
    </message>
    <message>
        <source>Has not tried</source>
        <translation>还没尝过</translation>
    </message>
    <message>
        <source>Owed; the next points pay it</source>
        <translation>欠积分，之后的积分先抵扣</translation>
    </message>
    <message>
        <source>%1 usable today</source>
        <translation>今天可用 %1</translation>
    </message>
    <message>
        <source>%1 points end on %2</source>
        <translation>%1 积分将于 %2 到期</translation>
    </message>
    <message>
        <source>%1 paid in, %2 on top</source>
        <translation>本金 %1，赠送 %2</translation>
    </message>
    <message>
        <source>1 coupon</source>
        <translation>1 张券</translation>
    </message>
    <message>
        <source>%1 coupons</source>
        <translation>%1 张券</translation>
    </message>
    <message>
        <source>takes %1 off</source>
        <translation>可减 %1</translation>
    </message>
    <message>
        <source>best takes %1 off</source>
        <translation>最多可减 %1</translation>
    </message>
    <message>
        <source>Bought at other tills so far.</source>
        <translation>之前都在别的收银台消费。</translation>
    </message>
</context>
<context>
    <name>tangyuan::MembersPage</name>
    <message>
        <source>Not asked</source>
        <translation>未询问</translation>
    </message>
    <message>
        <source>Wants news</source>
        <translation>愿意接收</translation>
    </message>
    <message>
        <source>No news, please</source>
        <translation>不接收</translation>
    </message>
    <message>
        <source>Choose a member on the left to see and change what the shop knows.</source>
        <translation>在左侧选择会员，查看和修改资料。</translation>
    </message>
    <message>
        <source>Phone, last four digits, number, name or initials</source>
        <translation>手机号、后四位、会员号、姓名或拼音首字母</translation>
    </message>
    <message>
        <source>Register a member</source>
        <translation>登记会员</translation>
    </message>
    <message>
        <source>Last purchases</source>
        <translation>最近消费</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机号</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>会员等级</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>生日</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>邮箱</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>News and offers</source>
        <translation>优惠通知</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Erase…</source>
        <translation>抹除资料…</translation>
    </message>
    <message>
        <source>Save card as PDF</source>
        <translation>会员卡存为 PDF</translation>
    </message>
    <message>
        <source>Print card</source>
        <translation>打印会员卡</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>%1 members</source>
        <translation>会员 %1 位</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 积分</translation>
    </message>
    <message>
        <source>Nothing bought yet.</source>
        <translation>还没有消费。</translation>
    </message>
    <message>
        <source>The birthday is no date. Write it as 1990-05-20, or 05-20 without the year.</source>
        <translation>生日格式不对。请写成 1990-05-20，不填年份写 05-20。</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>会员服务</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>对账单</translation>
    </message>
    <message>
        <source>Bought at other tills so far.</source>
        <translation>之前都在别的收银台消费。</translation>
    </message>
</context>
<context>
    <name>tangyuan::MembersPresenter</name>
    <message>
        <source>Nobody is found by that.</source>
        <translation>没有找到会员。</translation>
    </message>
    <message>
        <source>%1 is a member now.</source>
        <translation>%1 已成为会员。</translation>
    </message>
    <message>
        <source>This phone is a member already: %1.</source>
        <translation>该手机号已是会员：%1。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>The member is erased. The sales stay, without a name.</source>
        <translation>会员资料已抹除。销售单保留，不再署名。</translation>
    </message>
    <message>
        <source>The card goes to the printer.</source>
        <translation>会员卡已发送到打印机。</translation>
    </message>
    <message>
        <source>The card is saved.</source>
        <translation>会员卡已保存。</translation>
    </message>
    <message>
        <source>Choose a member first.</source>
        <translation>请先选择会员。</translation>
    </message>
    <message>
        <source>asking the hub…</source>
        <translation>正在询问总部…</translation>
    </message>
    <message>
        <source>Not known here; the hub cannot be asked now.</source>
        <translation>本机没有这位会员，现在也问不到总部。</translation>
    </message>
</context>
<context>
    <name>tangyuan::PayDialog</name>
    <message>
        <source>Payment</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>Take back last</source>
        <translation>撤回上一笔</translation>
    </message>
    <message>
        <source>Back to the cart</source>
        <translation>返回购物车</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>Total %1</source>
        <translation>合计 %1</translation>
    </message>
    <message>
        <source>Pays with %1 points</source>
        <translation>使用 %1 积分</translation>
    </message>
    <message>
        <source>Pay %1 with %2 points</source>
        <translation>用 %2 积分抵 %1</translation>
    </message>
    <message>
        <source>Taken: %1</source>
        <translation>已收：%1</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>找零</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>待收</translation>
    </message>
    <message>
        <source>What the member can pay with today</source>
        <translation>会员今天可用的储值</translation>
    </message>
</context>
<context>
    <name>tangyuan::PinDialog</name>
    <message>
        <source>The member&apos;s PIN</source>
        <translation>会员支付密码</translation>
    </message>
    <message>
        <source>A new PIN</source>
        <translation>新支付密码</translation>
    </message>
    <message>
        <source>The new PIN once more</source>
        <translation>再输入一次新密码</translation>
    </message>
    <message>
        <source>%1 types it, %2 to %3 digits; please look away.</source>
        <translation>请 %1 本人输入，%2 至 %3 位数字；请勿旁观。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>A PIN has %1 to %2 digits.</source>
        <translation>密码为 %1 至 %2 位数字。</translation>
    </message>
</context>
<context>
    <name>tangyuan::ProductDialog</name>
    <message>
        <source>Change product</source>
        <translation>修改商品</translation>
    </message>
    <message>
        <source>New product</source>
        <translation>新商品</translation>
    </message>
    <message>
        <source>On sale</source>
        <translation>在售</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>by piece</source>
        <translation>按件</translation>
    </message>
    <message>
        <source>by weight (per kg)</source>
        <translation>按重量（每公斤）</translation>
    </message>
    <message>
        <source>Scan or type; several with spaces between</source>
        <translation>扫码或输入，多个用空格隔开</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>品名</translation>
    </message>
    <message>
        <source>PLU</source>
        <translation>货号</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Price ¥</source>
        <translation>售价 ¥</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>计价方式</translation>
    </message>
    <message>
        <source>Cost ¥</source>
        <translation>成本 ¥</translation>
    </message>
    <message>
        <source>by the tier&apos;s rate</source>
        <translation>按等级折扣</translation>
    </message>
    <message>
        <source>%1 ¥</source>
        <translation>%1价 ¥</translation>
    </message>
    <message>
        <source>Barcodes</source>
        <translation>条码</translation>
    </message>
    <message>
        <source>Words that offers ask for; several with commas between</source>
        <translation>供促销规则识别，多个用逗号隔开</translation>
    </message>
    <message>
        <source>Best before</source>
        <translation>保质期至</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>tangyuan::RefundDialog</name>
    <message>
        <source>Refund of %1</source>
        <translation>%1 退款</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>How the money goes back   ← →</source>
        <translation>退款方式   ← →</translation>
    </message>
    <message>
        <source>How the money goes back</source>
        <translation>退款方式</translation>
    </message>
    <message>
        <source>Reason; may stay empty   Tab</source>
        <translation>退款原因，可不填   Tab</translation>
    </message>
    <message>
        <source>Goes back</source>
        <translation>退给顾客</translation>
    </message>
    <message>
        <source>Refund %1</source>
        <translation>退款 %1</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Tick what comes back.</source>
        <translation>请勾选要退的商品。</translation>
    </message>
    <message>
        <source>Points that return</source>
        <translation>退回积分</translation>
    </message>
    <message>
        <source>Points that go</source>
        <translation>扣回积分</translation>
    </message>
    <message>
        <source>Gift that goes</source>
        <translation>收回礼品</translation>
    </message>
    <message>
        <source>Points balance after it</source>
        <translation>退款后积分</translation>
    </message>
    <message>
        <source>Some of these points were spent already: the member owes %1, and the next points pay them.</source>
        <translation>这些积分有一部分已经用掉：会员欠 %1 积分，之后的积分先抵扣。</translation>
    </message>
    <message>
        <source>Refunded already   %1</source>
        <translation>已退款   %1</translation>
    </message>
    <message>
        <source>Coupon that returns</source>
        <translation>退还优惠券</translation>
    </message>
</context>
<context>
    <name>tangyuan::RegisterDialog</name>
    <message>
        <source>New phone: register a member?</source>
        <translation>新手机号：登记为会员？</translation>
    </message>
    <message>
        <source>Member by phone</source>
        <translation>按手机号找会员</translation>
    </message>
    <message>
        <source>Wants news and offers from the shop</source>
        <translation>愿意接收本店优惠通知</translation>
    </message>
    <message>
        <source>The only thing that is needed</source>
        <translation>只有这一项必填</translation>
    </message>
    <message>
        <source>May stay empty</source>
        <translation>可不填</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>生日</translation>
    </message>
    <message>
        <source>A phone that is known brings the member. A new one registers.</source>
        <translation>老会员直接带出，新手机号登记入会。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>This is no date. Write it as 1990-05-20, or 05-20 without the year.</source>
        <translation>日期格式不对。请写成 1990-05-20，不填年份写 05-20。</translation>
    </message>
</context>
<context>
    <name>tangyuan::SalePresenter</name>
    <message>
        <source>This cart was still open. Go on where you stopped.</source>
        <translation>这一单还没结完，请继续。</translation>
    </message>
    <message>
        <source>Nothing is called “%1”. Check the spelling, or scan the barcode.</source>
        <translation>没有找到“%1”。请核对，或扫条码。</translation>
    </message>
    <message>
        <source>That is the customer&apos;s payment code. Press F2, choose WeChat Pay or Alipay, and take it on the pay terminal.</source>
        <translation>这是顾客的付款码。请按 F2，选择微信支付或支付宝，再用收款设备扫码。</translation>
    </message>
    <message>
        <source>The sale is saved.</source>
        <translation>销售单已保存。</translation>
    </message>
    <message>
        <source>No product and no member&apos;s phone ends in %1. Type the whole phone to register.</source>
        <translation>没有尾号 %1 的会员或商品。登记请输入完整手机号。</translation>
    </message>
    <message>
        <source>%1 is at the counter.</source>
        <translation>当前会员：%1。</translation>
    </message>
    <message>
        <source>This phone is a member already: %1.</source>
        <translation>该手机号已是会员：%1。</translation>
    </message>
    <message>
        <source>%1 is a member now, number %2.</source>
        <translation>%1 已成为会员，会员号 %2。</translation>
    </message>
    <message>
        <source>Points belong to a member. Scan the card or type the phone first.</source>
        <translation>积分要有会员才能用。请先扫会员码或输入手机号。</translation>
    </message>
    <message>
        <source>There are not enough points for this cart: %1 of at least %2.</source>
        <translation>积分不够用：现有 %1，至少要 %2。</translation>
    </message>
    <message>
        <source>The sale is not finished and nothing was booked; the cart is still here.</source>
        <translation>这一单没有结成，也没有入账；购物车还在。</translation>
    </message>
    <message>
        <source>The cart is suspended. F4 brings it back.</source>
        <translation>已挂单，按 F4 取单。</translation>
    </message>
    <message>
        <source>No cart is suspended. F3 suspends the one on the counter.</source>
        <translation>没有挂单。按 F3 可把当前购物车挂单。</translation>
    </message>
    <message>
        <source>The other cart was suspended meanwhile.</source>
        <translation>原来的购物车已自动挂单。</translation>
    </message>
    <message>
        <source>Nothing was sold on this till yet.</source>
        <translation>这台收银台还没有销售单。</translation>
    </message>
    <message>
        <source>.</source>
        <translation>。</translation>
    </message>
    <message>
        <source>Services belong to a member. Scan the card or type the phone first.</source>
        <translation>会员服务需要先识别会员。请扫会员码或输入手机号。</translation>
    </message>
    <message>
        <source>Everything of %1 was refunded already.</source>
        <translation>%1 已全部退款。</translation>
    </message>
    <message>
        <source>Refunded %1: %2. The slip %3 goes to the printer.</source>
        <translation>已退款 %1：%2。退款单 %3 正在打印。</translation>
    </message>
    <message>
        <source>%1 goes to the printer.</source>
        <translation>%1 已发送到打印机。</translation>
    </message>
    <message>
        <source>%1 is saved.</source>
        <translation>%1 已保存。</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 积分</translation>
    </message>
    <message>
        <source>%1 left the cart.</source>
        <translation>%1 已从本单移除。</translation>
    </message>
    <message>
        <source>Nothing may be taken off by hand in this shop. The owner can allow it in the rules of prices (manualDiscount): how much, who may, and for which reasons.</source>
        <translation>本店不允许手工优惠。老板可以在价格规则（manualDiscount）中开放：最多减多少、谁可以、哪些原因。</translation>
    </message>
    <message>
        <source>%1 may take nothing off by hand. The owner says who may in the rules of prices (manualDiscount).</source>
        <translation>%1 没有手工优惠的权限。老板可以在价格规则（manualDiscount）中设置谁可以。</translation>
    </message>
    <message>
        <source>Who has no name</source>
        <translation>未登记姓名的收银员</translation>
    </message>
    <message>
        <source>F7 on the line: %1 for %2</source>
        <translation>选中后按 F7：%1 可用 %2 换购</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>Sell %1 for money again</source>
        <translation>%1 恢复原价</translation>
    </message>
    <message>
        <source>Have %1 for points</source>
        <translation>用积分换购 %1</translation>
    </message>
    <message>
        <source>Pay a part with points</source>
        <translation>积分抵现</translation>
    </message>
    <message>
        <source>up to %1</source>
        <translation>最多抵 %1</translation>
    </message>
    <message>
        <source>The points do not suffice: %1 costs %2 points, the member has %3.</source>
        <translation>积分不足：换购 %1 需要 %2 积分，会员现有 %3。</translation>
    </message>
    <message>
        <source>%1 for %2.</source>
        <translation>%1：%2。</translation>
    </message>
    <message>
        <source>%1 is sold for money again.</source>
        <translation>%1 已恢复原价。</translation>
    </message>
    <message>
        <source>Not known here; the hub cannot be asked now.</source>
        <translation>本机没有这位会员，现在也问不到总部。</translation>
    </message>
    <message>
        <source>asking the hub…</source>
        <translation>正在询问总部…</translation>
    </message>
</context>
<context>
    <name>tangyuan::SaleScreen</name>
    <message>
        <source>Scan or type: product, phone</source>
        <translation>扫码或输入：商品、手机号、会员</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>补打小票</translation>
    </message>
</context>
<context>
    <name>tangyuan::ServicesDialog</name>
    <message>
        <source>Member services</source>
        <translation>会员服务</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Undo earlier…</source>
        <translation>撤销更早的操作…</translation>
    </message>
</context>
<context>
    <name>tangyuan::ServicesPresenter</name>
    <message>
        <source>Recharge</source>
        <translation>充值</translation>
    </message>
    <message>
        <source>What is paid in can be paid out again; what is given on top cannot.</source>
        <translation>充入的本金可以退，赠送金不能退。</translation>
    </message>
    <message>
        <source>%1 on top in %2 months</source>
        <translation>赠送金 %1，分 %2 个月到账</translation>
    </message>
    <message>
        <source>%1 on top</source>
        <translation>赠送金 %1</translation>
    </message>
    <message>
        <source>Not today, or not for this member</source>
        <translation>今天或这位会员不适用</translation>
    </message>
    <message>
        <source>Had as often as the rules allow</source>
        <translation>已达规则允许的次数</translation>
    </message>
    <message>
        <source>Another amount</source>
        <translation>其他金额</translation>
    </message>
    <message>
        <source>The stored value is as high as the rules allow.</source>
        <translation>储值已达规则允许的上限。</translation>
    </message>
    <message>
        <source>Up to %1 more may be paid in.</source>
        <translation>最多还可充 %1。</translation>
    </message>
    <message>
        <source>Recharge %1</source>
        <translation>充值 %1</translation>
    </message>
    <message>
        <source>%1. How does the customer pay?</source>
        <translation>%1。顾客怎么付款？</translation>
    </message>
    <message>
        <source>How does the customer pay?</source>
        <translation>顾客怎么付款？</translation>
    </message>
    <message>
        <source>%1 paid in. Stored value: %2.</source>
        <translation>已充值 %1。储值余额：%2。</translation>
    </message>
    <message>
        <source>%1 paid in, %2 on top. Stored value today: %3.</source>
        <translation>已充值 %1，赠送 %2。今天可用储值：%3。</translation>
    </message>
    <message>
        <source>Pay out</source>
        <translation>退本金</translation>
    </message>
    <message>
        <source>%1 of what was paid in is left.</source>
        <translation>充入的本金还剩 %1。</translation>
    </message>
    <message>
        <source>Pay out %1</source>
        <translation>退本金 %1</translation>
    </message>
    <message>
        <source>How does the money go back?</source>
        <translation>怎么退给顾客？</translation>
    </message>
    <message>
        <source>%1 paid out. Stored value: %2.</source>
        <translation>已退 %1。储值余额：%2。</translation>
    </message>
    <message>
        <source>Gifts</source>
        <translation>礼品</translation>
    </message>
    <message>
        <source>Until %1</source>
        <translation>%1 前有效</translation>
    </message>
    <message>
        <source>Without an end</source>
        <translation>长期有效</translation>
    </message>
    <message>
        <source>Not yet usable</source>
        <translation>还没到可用日期</translation>
    </message>
    <message>
        <source>No gift waits any more.</source>
        <translation>没有待领的礼品了。</translation>
    </message>
    <message>
        <source>Choose what is handed over now.</source>
        <translation>请选择现在交给会员的礼品。</translation>
    </message>
    <message>
        <source>Hand over: %1.</source>
        <translation>请交给会员：%1。</translation>
    </message>
    <message>
        <source>Give by hand</source>
        <translation>手工发礼</translation>
    </message>
    <message>
        <source>Both come by themselves on the right day. Here for who missed it.</source>
        <translation>到了日子会自动发放；这里给错过的会员补发。</translation>
    </message>
    <message>
        <source>Welcome gift</source>
        <translation>入会礼</translation>
    </message>
    <message>
        <source>Had already</source>
        <translation>已领过</translation>
    </message>
    <message>
        <source>The welcome gift is given: %1.</source>
        <translation>入会礼已发放：%1。</translation>
    </message>
    <message>
        <source>The birthday is not known</source>
        <translation>不知道会员的生日</translation>
    </message>
    <message>
        <source>Had already this year</source>
        <translation>今年已领过</translation>
    </message>
    <message>
        <source>Birthday gift</source>
        <translation>生日礼</translation>
    </message>
    <message>
        <source>The birthday gift is given: %1.</source>
        <translation>生日礼已发放：%1。</translation>
    </message>
    <message>
        <source>Who brought this member?</source>
        <translation>是谁推荐的？</translation>
    </message>
    <message>
        <source>Phone or member number of the one who invited.</source>
        <translation>推荐人的手机号或会员号。</translation>
    </message>
    <message>
        <source>Nobody has this phone or number.</source>
        <translation>没有会员使用这个手机号或会员号。</translation>
    </message>
    <message>
        <source>%1 came by %2&apos;s invitation; both have their gift.</source>
        <translation>%1 由 %2 推荐入会；双方的礼已发放。</translation>
    </message>
    <message>
        <source>%1 came by %2&apos;s invitation; the first purchase brings both their gift.</source>
        <translation>%1 由 %2 推荐入会；首次消费后双方得礼。</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>意见反馈</translation>
    </message>
    <message>
        <source>Write down</source>
        <translation>记录意见</translation>
    </message>
    <message>
        <source>What the member says</source>
        <translation>会员说的话</translation>
    </message>
    <message>
        <source>Answered: %1</source>
        <translation>已回复：%1</translation>
    </message>
    <message>
        <source>Not answered yet</source>
        <translation>还没回复</translation>
    </message>
    <message>
        <source>This member said nothing yet.</source>
        <translation>这位会员还没有提过意见。</translation>
    </message>
    <message>
        <source>Choose one to answer it.</source>
        <translation>选择一条即可回复。</translation>
    </message>
    <message>
        <source>In the member&apos;s own words.</source>
        <translation>按会员的原话记录。</translation>
    </message>
    <message>
        <source>It is written down.</source>
        <translation>已记录。</translation>
    </message>
    <message>
        <source>The shop&apos;s answer</source>
        <translation>店里的回复</translation>
    </message>
    <message>
        <source>The answer is written down.</source>
        <translation>回复已记录。</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>支付密码</translation>
    </message>
    <message>
        <source>A purchase that takes more than %1 of stored value asks for it.</source>
        <translation>一次使用储值超过 %1 时需要输入。</translation>
    </message>
    <message>
        <source>Set a PIN</source>
        <translation>设置密码</translation>
    </message>
    <message>
        <source>The member types it twice</source>
        <translation>会员输入两次</translation>
    </message>
    <message>
        <source>Change the PIN</source>
        <translation>修改密码</translation>
    </message>
    <message>
        <source>The old one first</source>
        <translation>先输入旧密码</translation>
    </message>
    <message>
        <source>Remove the PIN</source>
        <translation>取消密码</translation>
    </message>
    <message>
        <source>PIN forgotten</source>
        <translation>忘记密码</translation>
    </message>
    <message>
        <source>The manager allows a new one</source>
        <translation>店长允许重设</translation>
    </message>
    <message>
        <source>The two were not the same. Choose again.</source>
        <translation>两次输入不一样，请重新设置。</translation>
    </message>
    <message>
        <source>The PIN is set.</source>
        <translation>密码已设置。</translation>
    </message>
    <message>
        <source>The PIN is removed.</source>
        <translation>密码已取消。</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Add a tag</source>
        <translation>添加标签</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>手工添加</translation>
    </message>
    <message>
        <source>By a rule, which may set it again</source>
        <translation>规则添加，可能会再次加上</translation>
    </message>
    <message>
        <source>This member has no tag.</source>
        <translation>这位会员还没有标签。</translation>
    </message>
    <message>
        <source>Choose a tag to take it off.</source>
        <translation>选择标签即可去掉。</translation>
    </message>
    <message>
        <source>A word or two, such as “no peanuts”.</source>
        <translation>一两个词，例如“不要花生”。</translation>
    </message>
    <message>
        <source>The tag “%1” is off.</source>
        <translation>标签“%1”已去掉。</translation>
    </message>
    <message>
        <source>The tag “%1” is on.</source>
        <translation>标签“%1”已加上。</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Drinks and food</source>
        <translation>饮品与小食</translation>
    </message>
    <message>
        <source>Coupons</source>
        <translation>优惠券</translation>
    </message>
    <message>
        <source>Services on site</source>
        <translation>店内服务</translation>
    </message>
    <message>
        <source>Privileges</source>
        <translation>特权</translation>
    </message>
    <message>
        <source>Checked in, day %1 in a row: %2 points.</source>
        <translation>签到成功，连续第 %1 天：%2 积分。</translation>
    </message>
    <message>
        <source>Sold out</source>
        <translation>已兑完</translation>
    </message>
    <message>
        <source>%1 points short</source>
        <translation>还差 %1 积分</translation>
    </message>
    <message>
        <source>Points mall</source>
        <translation>积分商城</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩 %1 件</translation>
    </message>
    <message>
        <source>valid %1 days</source>
        <translation>%1 天内有效</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 积分</translation>
    </message>
    <message>
        <source>Hand over: %1, for %2 points.</source>
        <translation>请交给会员：%1，用了 %2 积分。</translation>
    </message>
    <message>
        <source>%1 waits among the gifts, for %2 points.</source>
        <translation>%1 已放入待领礼品，用了 %2 积分。</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>抽奖</translation>
    </message>
    <message>
        <source>These odds are published, and every draw can be checked afterwards.</source>
        <translation>中奖概率公开，每次抽奖都可事后核验。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Drawn today as often as the rules allow</source>
        <translation>今天抽奖次数已用完</translation>
    </message>
    <message>
        <source>Draw once</source>
        <translation>抽一次</translation>
    </message>
    <message>
        <source>Drawn: %1. Better luck next time!</source>
        <translation>抽中：%1。下次好运！</translation>
    </message>
    <message>
        <source>Drawn: %1. Congratulations!</source>
        <translation>抽中：%1。恭喜！</translation>
    </message>
    <message>
        <source>Donate</source>
        <translation>捐积分</translation>
    </message>
    <message>
        <source>No points to give</source>
        <translation>没有可捐的积分</translation>
    </message>
    <message>
        <source>%1 points can be given.</source>
        <translation>可捐 %1 积分。</translation>
    </message>
    <message>
        <source>points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>%1 points are given to “%2”. Thank you!</source>
        <translation>已向“%2”捐出 %1 积分，谢谢！</translation>
    </message>
    <message>
        <source>Adjust points</source>
        <translation>调整积分</translation>
    </message>
    <message>
        <source>A number adds points, one below zero takes some; at most %1 can be taken.</source>
        <translation>正数增加积分，负数扣减；最多可扣 %1。</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>原因？</translation>
    </message>
    <message>
        <source>It stands in the record for good.</source>
        <translation>会永久留在记录里。</translation>
    </message>
    <message>
        <source>Points adjusted by %1; now %2.</source>
        <translation>积分已调整 %1，现为 %2。</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>%1: %2 points.</source>
        <translation>%1：%2 积分。</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>评价</translation>
    </message>
    <message>
        <source>Reviewed already</source>
        <translation>已评价</translation>
    </message>
    <message>
        <source>Thanks for the review: %1 points.</source>
        <translation>感谢评价：%1 积分。</translation>
    </message>
    <message>
        <source>Nothing was bought yet that could be reviewed.</source>
        <translation>还没有可评价的商品。</translation>
    </message>
    <message>
        <source>Choose what the member reviewed.</source>
        <translation>请选择会员评价了哪件商品。</translation>
    </message>
    <message>
        <source>%1  ·  %2 points  ·  stored value %3</source>
        <translation>%1  ·  %2 积分  ·  储值 %3</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>会员服务</translation>
    </message>
    <message>
        <source>Money and gifts</source>
        <translation>储值与礼品</translation>
    </message>
    <message>
        <source>Stored value</source>
        <translation>储值</translation>
    </message>
    <message>
        <source>Hand one over</source>
        <translation>交给会员</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>待领 %1</translation>
    </message>
    <message>
        <source>No gift waits</source>
        <translation>没有待领礼品</translation>
    </message>
    <message>
        <source>Welcome and birthday gifts</source>
        <translation>入会礼、生日礼补发</translation>
    </message>
    <message>
        <source>What was paid in</source>
        <translation>退回充入的本金</translation>
    </message>
    <message>
        <source>Nothing was paid in</source>
        <translation>没有充入本金</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>Check in</source>
        <translation>签到</translation>
    </message>
    <message>
        <source>Day %1 in a row</source>
        <translation>连续第 %1 天</translation>
    </message>
    <message>
        <source>Done today: day %1 in a row</source>
        <translation>今天已签到：连续 %1 天</translation>
    </message>
    <message>
        <source>Things and services for points</source>
        <translation>用积分换商品和服务</translation>
    </message>
    <message>
        <source>With published odds</source>
        <translation>概率公开</translation>
    </message>
    <message>
        <source>Points for a good cause</source>
        <translation>用积分做公益</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>推荐有礼</translation>
    </message>
    <message>
        <source>Who brought this member</source>
        <translation>登记推荐人</translation>
    </message>
    <message>
        <source>Told already</source>
        <translation>已登记</translation>
    </message>
    <message>
        <source>Took part today</source>
        <translation>今天参加了</translation>
    </message>
    <message>
        <source>Of what they bought</source>
        <translation>评价买过的商品</translation>
    </message>
    <message>
        <source>By hand, with a reason</source>
        <translation>手工调整，需写原因</translation>
    </message>
    <message>
        <source>The member</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>对账单</translation>
    </message>
    <message>
        <source>Every movement</source>
        <translation>每一笔变动</translation>
    </message>
    <message>
        <source>Write down, answer</source>
        <translation>记录与回复</translation>
    </message>
    <message>
        <source>Is set</source>
        <translation>已设置</translation>
    </message>
    <message>
        <source>Not set yet</source>
        <translation>还没设置</translation>
    </message>
    <message>
        <source>Add, take off</source>
        <translation>添加、去掉</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>已撤销。</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>%1 (%2 left)</source>
        <translation>%1（剩 %2 份）</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undone already</source>
        <translation>已经撤销</translation>
    </message>
    <message>
        <source>Partly spent already</source>
        <translation>已用掉一部分</translation>
    </message>
    <message>
        <source>A draw stands</source>
        <translation>抽奖不能撤销</translation>
    </message>
    <message>
        <source>Nothing was done yet that could be undone. A sale is undone by a refund (F8).</source>
        <translation>还没有可以撤销的操作。销售请用退款（F8）。</translation>
    </message>
    <message>
        <source>Choose what was a mistake; a reason is asked. A sale is undone by a refund (F8), and a draw stands.</source>
        <translation>选择做错的那一笔，需要写明原因。销售请用退款（F8），抽奖不能撤销。</translation>
    </message>
    <message>
        <source>Back to the customer: %1 %2.</source>
        <translation>退给顾客：%1 %2。</translation>
    </message>
    <message>
        <source>Back from the customer: %1 %2.</source>
        <translation>向顾客收回：%1 %2。</translation>
    </message>
    <message>
        <source>The member&apos;s account: %1.</source>
        <translation>会员账户：%1。</translation>
    </message>
    <message>
        <source>Some of these points were spent: the member will owe %1, and the next points pay them.</source>
        <translation>其中一部分积分已经用掉：会员将欠 %1 积分，以后获得的积分先抵扣。</translation>
    </message>
    <message>
        <source>Why is it undone? The reason stands in the record for good.</source>
        <translation>为什么撤销？原因会永久留在记录里。</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>Undone. Give back %1: %2.</source>
        <translation>已撤销。请退还 %1：%2。</translation>
    </message>
    <message>
        <source>Undone. Take back %1: %2.</source>
        <translation>已撤销。请收回 %1：%2。</translation>
    </message>
    <message>
        <source>How many is asked</source>
        <translation>下一步输入数量</translation>
    </message>
    <message>
        <source>Choose what the member takes part in today.</source>
        <translation>选择会员今天参加的活动。</translation>
    </message>
    <message>
        <source>Coupon: use it at the sale, Shift+F2</source>
        <translation>优惠券：收银时按 Shift+F2 使用</translation>
    </message>
</context>
<context>
    <name>tangyuan::SettingsPage</name>
    <message>
        <source>Open the drawer when cash was taken</source>
        <translation>收现金时打开钱箱</translation>
    </message>
    <message>
        <source>Save settings</source>
        <translation>保存设置</translation>
    </message>
    <message>
        <source>As the computer</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Shop name</source>
        <translation>店名</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>At the foot of receipts</source>
        <translation>小票底部文字</translation>
    </message>
    <message>
        <source>Thank you, come again!</source>
        <translation>谢谢惠顾，欢迎再来！</translation>
    </message>
    <message>
        <source>Till code</source>
        <translation>收银台编号</translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation>收银员</translation>
    </message>
    <message>
        <source>The day begins at hour</source>
        <translation>营业日起始时（点）</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>店铺</translation>
    </message>
    <message>
        <source>Serial scanner</source>
        <translation>串口扫码枪</translation>
    </message>
    <message>
        <source>empty, or /dev/ttyACM0:9600</source>
        <translation>留空，或 /dev/ttyACM0:9600</translation>
    </message>
    <message>
        <source>Scale labels</source>
        <translation>秤标签格式</translation>
    </message>
    <message>
        <source>A scanner that plays keyboard needs no setting. In label layouts I is the product number, W grams, P the price, C the check digit.</source>
        <translation>键盘式扫码枪无需设置。标签格式中 I 为货号，W 为克数，P 为价格，C 为校验位。</translation>
    </message>
    <message>
        <source>Scanner and scale</source>
        <translation>扫码枪与秤</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Network (port 9100)</source>
        <translation>网络（端口 9100）</translation>
    </message>
    <message>
        <source>USB device file</source>
        <translation>USB 设备文件</translation>
    </message>
    <message>
        <source>Serial line</source>
        <translation>串口</translation>
    </message>
    <message>
        <source>The computer&apos;s printer</source>
        <translation>系统打印机</translation>
    </message>
    <message>
        <source>80 mm</source>
        <translation>80 毫米</translation>
    </message>
    <message>
        <source>58 mm</source>
        <translation>58 毫米</translation>
    </message>
    <message>
        <source>The printer&apos;s own characters (GB18030)</source>
        <translation>打印机自带字库（GB18030）</translation>
    </message>
    <message>
        <source>As a picture (any printer)</source>
        <translation>按图片打印（任何打印机）</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接方式</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸宽</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Save and print a test page</source>
        <translation>保存并打印测试页</translation>
    </message>
    <message>
        <source>Receipt printer</source>
        <translation>小票打印机</translation>
    </message>
    <message>
        <source>Silver pays, %</source>
        <translation>银卡价为原价的 %</translation>
    </message>
    <message>
        <source>Gold pays, %</source>
        <translation>金卡价为原价的 %</translation>
    </message>
    <message>
        <source>Diamond pays, %</source>
        <translation>钻石价为原价的 %</translation>
    </message>
    <message>
        <source>For every ¥</source>
        <translation>每消费 ¥</translation>
    </message>
    <message>
        <source>members earn points</source>
        <translation>会员得积分</translation>
    </message>
    <message>
        <source>Points that pay</source>
        <translation>每用积分</translation>
    </message>
    <message>
        <source>are worth ¥</source>
        <translation>抵现 ¥</translation>
    </message>
    <message>
        <source>Members&apos; prices and points</source>
        <translation>会员价与积分</translation>
    </message>
    <message>
        <source>the printer&apos;s name; empty: the usual one</source>
        <translation>打印机名称；留空用默认打印机</translation>
    </message>
    <message>
        <source>Nothing is saved yet: see the marked fields.</source>
        <translation>还没有保存：请看标出的项目。</translation>
    </message>
    <message>
        <source>The settings are saved.</source>
        <translation>设置已保存。</translation>
    </message>
    <message>
        <source>The settings are saved. The new rules act from %1, since members must be told ahead.</source>
        <translation>设置已保存。新规则自 %1 起生效，因为需要提前告知会员。</translation>
    </message>
    <message>
        <source>Store code</source>
        <translation>门店编号</translation>
    </message>
    <message>
        <source>empty, or S001 in a chain</source>
        <translation>留空；连锁店填 S001 之类</translation>
    </message>
    <message>
        <source>This till stands alone. The tills of a chain share members, points, coupons, prices and reports.</source>
        <translation>本机独立运行。连锁的收银台共享会员、积分、优惠券、价格和报表。</translation>
    </message>
    <message>
        <source>This till belongs to %1, store %2.</source>
        <translation>本机属于%1，门店 %2。</translation>
    </message>
    <message>
        <source>Join a chain…</source>
        <translation>加入连锁…</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>详情…</translation>
    </message>
</context>
<context>
    <name>tangyuan::StatementDialog</name>
    <message>
        <source>Points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>Paid in</source>
        <translation>本金</translation>
    </message>
    <message>
        <source>On top</source>
        <translation>赠送金</translation>
    </message>
    <message>
        <source>Gift</source>
        <translation>礼品</translation>
    </message>
    <message>
        <source>%1 %2 until %3</source>
        <translation>%1 %2 至 %3</translation>
    </message>
    <message>
        <source>Statement of %1</source>
        <translation>%1 的对账单</translation>
    </message>
    <message>
        <source>Nothing moved yet. The first purchase, check-in or recharge will stand here.</source>
        <translation>还没有任何变动。首次消费、签到或充值后会显示在这里。</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>更早</translation>
    </message>
    <message>
        <source>Save as table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Stored value</source>
        <translation>储值</translation>
    </message>
    <message>
        <source>Ends first</source>
        <translation>最先到期</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变动</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>%1, of it %2 on top</source>
        <translation>%1，其中赠送 %2</translation>
    </message>
    <message>
        <source>Nothing ends.</source>
        <translation>没有会到期的。</translation>
    </message>
</context>
<context>
    <name>tangyuan::StatementPresenter</name>
    <message>
        <source>The statement goes to the printer.</source>
        <translation>对账单正在打印。</translation>
    </message>
    <message>
        <source>%1 movements are saved.</source>
        <translation>已保存 %1 笔变动。</translation>
    </message>
</context>
<context>
    <name>tangyuan::TillApplication</name>
    <message>
        <source>Folder: %1</source>
        <translation>文件夹：%1</translation>
    </message>
    <message>
        <source>For whoever mends it: %1</source>
        <translation>供维修人员参考：%1</translation>
    </message>
    <message>
        <source>The till cannot start</source>
        <translation>收银台无法启动</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>tangyuan::WelcomeDialog</name>
    <message>
        <source>Welcome to Tangyuan</source>
        <translation>欢迎使用汤圆</translation>
    </message>
    <message>
        <source>This till is new. Two words and it can sell; everything else is in Settings.</source>
        <translation>这是新的收银台。填两项就能收银，其余都在“设置”里。</translation>
    </message>
    <message>
        <source>Shop name</source>
        <translation>店名</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>你的姓名</translation>
    </message>
    <message>
        <source>Till code</source>
        <translation>收银台编号</translation>
    </message>
    <message>
        <source>The till&apos;s data will be kept in %1. Its key goes into this computer&apos;s keychain.</source>
        <translation>收银台的数据保存在 %1，密钥存入本机的密钥环。</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>What is the shop called? The name stands on every receipt.</source>
        <translation>店名叫什么？它会印在每张小票上。</translation>
    </message>
</context>
</TS>
